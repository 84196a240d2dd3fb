package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  private static final EventTime BERLIN = new EventTime(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "2026-10-19T13:37:42Z,                2026-10-19T13:37:42Z",
    "2026-10-19T13:37:42.829Z,            2026-10-19T13:37:42.829Z",
    "2026-10-19t13:37:42z,                2026-10-19T13:37:42Z",
    "2026-10-19T13:37:42+02:00,           2026-10-19T11:37:42Z",
    "2026-10-19T13:37:42-0330,            2026-10-19T17:07:42Z",
    "2026-10-19T13:37:42+02,              2026-10-19T11:37:42Z",
    "2026-10-19 13:37:42+02:00,           2026-10-19T11:37:42Z",
    "2026-10-19T13:37:42,                 2026-10-19T11:37:42Z",
    "2026-10-19 13:37:42.5,               2026-10-19T11:37:42.500Z",
    "2026-10-19T13:37,                    2026-10-19T11:37:00Z",
    "2026-10-19T13:37Z,                   2026-10-19T13:37:00Z",
    "2026-10-19T13,                       2026-10-19T11:00:00Z",
    "2026-10-19,                          2026-10-18T22:00:00Z",
    "20261019T133742Z,                    2026-10-19T13:37:42Z",
    "20261019T133742.25,                  2026-10-19T11:37:42.250Z",
    "2026-10-19T13:37:42.123456789Z,      2026-10-19T13:37:42.123456789Z",
    "0001-01-01T00:00:00Z,                0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z,                9999-12-31T23:59:59Z"
  })
  void readsIsoText(String text, Instant instant) {
    assertThat(BERLIN.read("S", text)).isEqualTo(instant);
    assertThat(BERLIN.read("S", "  " + text + "\n")).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      dd/MM/yyyy HH:mm           | 19/10/2026 12:00           | 2026-10-19T10:00:00Z
      dd/MM/uuuu HH:mm[:ss]      | 19/10/2026 12:00:30        | 2026-10-19T10:00:30Z
      dd.MM.yy                   | 19.10.26                   | 2026-10-18T22:00:00Z
      d MMM yyyy, h:mm a         | 9 Oct 2026, 1:05 pm        | 2026-10-09T11:05:00Z
      EEE MMM d HH:mm:ss VV yyyy | Mon Oct 19 12:00:00 Z 2026 | 2026-10-19T12:00:00Z
      dd/MM/yyyy HH:mm XXX       | 19/10/2026 12:00 -03:30    | 2026-10-19T15:30:00Z
      yyyyMMddHHmmss             | 20261019120000             | 2026-10-19T10:00:00Z
      dd/MM/yyyy HH:mm           | 2026-10-19T12:00Z          | 2026-10-19T12:00:00Z
      dd/MM/yyyy HH:mm           | 1792375200                 | 2026-10-19T02:00:00Z
      """)
  void readsTheTablesOwnFormatFirst(String pattern, String text, Instant instant) {
    assertThat(new EventTime(ZoneId.of("Europe/Berlin"), pattern).read("S", text))
        .isEqualTo(instant);
  }

  @Test
  void ofItsOwnFormatThereIsNoGuessing() {
    EventTime time = new EventTime(ZoneId.of("Europe/Berlin"), "dd/MM/yyyy");
    assertThat(time.read("S", "30/02/2026")).isNull();
    assertThat(time.read("S", "10/19/2026")).isNull();
    assertThat(time.read("S", "00/00/0000")).isNull();
    assertThat(new EventTime(ZoneId.of("UTC"), "yyyyMMdd").read("N", "20261019"))
        .isEqualTo("2026-10-19T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HH:mm", "YYYY-MM-DD", "dd/MM/yyyy hh:mm", "dd/MM", "q", "yyyy-MM-dd'"})
  void aPatternThatNamesNoDayIsNone(String pattern) {
    assertThatThrownBy(() -> TimeFormat.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsFractionsAfterAComma() {
    assertThat(BERLIN.read("S", "2026-10-19 13:37:42,829"))
        .isEqualTo(Instant.parse("2026-10-19T11:37:42.829Z"));
  }

  @ParameterizedTest
  @CsvSource({
    // skipped: moved on by an hour; comes twice: the earlier
    "2026-03-29T02:30:00,       2026-03-29T01:30:00Z",
    "2026-10-25T02:30:00,       2026-10-25T00:30:00Z",
    "2026-10-25T02:30:00+01:00, 2026-10-25T01:30:00Z"
  })
  void clockChanges(String text, Instant instant) {
    assertThat(BERLIN.read("S", text)).isEqualTo(instant);
  }

  @Test
  void aDayWhoseMidnightIsSkippedBeginsLater() {
    assertThat(new EventTime(ZoneId.of("America/Havana")).read("S", "2026-03-08"))
        .isEqualTo(Instant.parse("2026-03-08T05:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,                     1970-01-01T00:00:00Z",
    "1790815079,            2026-10-01T00:37:59Z",
    "1790815079.25,         2026-10-01T00:37:59.250Z",
    "1.790815079E9,         2026-10-01T00:37:59Z",
    "1790815079250,         2026-10-01T00:37:59.250Z",
    "1790815079250.5,       2026-10-01T00:37:59.250500Z",
    "99999999999,           5138-11-16T09:46:39Z",
    "99999999999.999,       5138-11-16T09:46:39.999Z",
    "100000000000,          1973-03-03T09:46:40Z",
    "1E11,                  1973-03-03T09:46:40Z",
    "-1,                    1969-12-31T23:59:59Z",
    "-0.25,                 1969-12-31T23:59:59.750Z",
    "253402300799999,       9999-12-31T23:59:59.999Z"
  })
  void readsEpochSecondsAndMilliseconds(String number, Instant instant) {
    assertThat(BERLIN.read("N", number)).isEqualTo(instant);
    assertThat(BERLIN.read("S", number)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yesterday",
        "2026-13-01",
        "2026-02-30",
        "2026-10-19T25:00:00Z",
        "19.10.2026",
        "2026-10-19T13:37:42+",
        "2026-10-1913:37",
        "NaN",
        "Infinity",
        "1E+40",
        "-1E+40",
        "253402300800000",
        "1790815079250000",
        "1790815079250000000",
        "-62135596801",
        "0000-01-01",
        "0000-12-31T23:59:59Z",
        "-0001-01-01",
        "+10000-01-01",
        "99999-01-01",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
        "1E30",
        "-1E30",
        "9.9999999999999999999999999999999999999E+125",
        "99999999999999999999999999999999999999"
      })
  void otherTextIsUnreadable(String text) {
    assertThat(BERLIN.read("S", text)).isNull();
  }

  @Test
  void onlyTextAndNumbersAreRead() {
    assertThat(BERLIN.read("BOOL", "1")).isNull();
    assertThat(BERLIN.read("NULL", null)).isNull();
    assertThat(BERLIN.read(null, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z, -62135596800000000",
    "1600-01-01T00:00:00.000000999Z, -11676096000000000",
    "1677-09-21T00:12:43Z, -9223372037000000",
    "9999-12-31T23:59:59.999999Z, 253402300799999999"
  })
  void everyTimeHasItsMicroseconds(Instant instant, long micros) {
    assertThat(EventTime.micros(instant)).isEqualTo(micros);
  }

  @Test
  void whatMicrosecondsCannotSayIsTheFirstOrTheLast() {
    assertThat(EventTime.micros(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    assertThat(EventTime.micros(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void microsecondsAreCutOffTowardsThePast() {
    assertThat(EventTime.micros(Instant.parse("1970-01-01T00:00:00.000001999Z")))
        .isEqualTo(1);
    assertThat(EventTime.micros(Instant.parse("1969-12-31T23:59:59.999999001Z")))
        .isEqualTo(-1);
  }
}
