package dev.sluice.analytics;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.CORRECT;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.Figures.DatedItems;
import dev.sluice.analytics.Window.Grain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What counts where: days of clock changes, dates, items that lack parts. */
class AnalysisTest {
  private static final StructType EVENT = new StructType()
      .add("id", DataTypes.StringType)
      .add("at", DataTypes.StringType)
      .add("m", DataTypes.StringType)
      .add("v", DataTypes.StringType)
      .add("p", DataTypes.StringType)
      .add("ms", DataTypes.DoubleType)
      .add("err", DataTypes.StringType);
  private static final EventAttributes NAMES =
      new EventAttributes("id", "at", "m", "v", "p", "c", "ms", null, null, "err", null, null);
  private static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");

  private static AnalyticsSettings settings(
      String zone, String date, @Nullable Integer lookBackDays, Map<String, TargetKind> targets) {
    return new AnalyticsSettings(
        ZoneId.of(zone),
        LocalDate.parse(date),
        lookBackDays,
        null,
        null,
        null,
        targets,
        Duration.ofDays(7));
  }

  private static Figures figures(AnalyticsSettings settings, Dataset<Row> events) {
    return new Analysis("run-1", AS_OF, settings)
        .figures(new Inputs(events, NAMES, null, null, null, null));
  }

  private static List<String> rows(Figures figures, Grain grain) {
    return figures.latency().stream()
        .filter(row -> row.window().grain() == grain)
        .map(row ->
            row.model() + " " + row.version() + " " + row.window().label() + " " + row.requests())
        .toList();
  }

  private static Dataset<Row> hourly(String firstInstant, int hours) {
    Instant first = Instant.parse(firstInstant);
    return Items.table(
        EVENT,
        java.util.stream.IntStream.range(0, hours)
            .mapToObj(i -> Items.parse("{\"id\":\"%d\",\"at\":\"%s\",\"m\":\"m\",\"ms\":%d}"
                .formatted(i, first.plus(Duration.ofHours(i)), i)))
            .toList());
  }

  @Test
  void aDayOfAClockChangeHas23Or25Hours() {
    Dataset<Row> spring = hourly("2026-03-28T00:00:00Z", 72);
    assertThat(rows(
            figures(settings("Europe/Berlin", "2026-03-30", null, Map.of()), spring), Grain.DAY))
        .contains("m * 2026-03-28 23", "m * 2026-03-29 23", "m * 2026-03-30 24");
    Dataset<Row> autumn = hourly("2026-10-24T00:00:00Z", 72);
    Figures figures = figures(settings("Europe/Berlin", "2026-10-26", null, Map.of()), autumn);
    assertThat(rows(figures, Grain.DAY)).contains("m * 2026-10-25 25", "m * 2026-10-26 24");
    assertThat(rows(figures, Grain.HOUR))
        .contains("m * 2026-10-25T02 2", "m * 2026-10-25T03 1")
        .doesNotHaveDuplicates();
    assertThat(figures.latency())
        .allSatisfy(row -> assertThat(row.window().end()).isAfter(row.window().start()));
  }

  @Test
  void whatIsAfterTheDateIsInNoWindow() {
    Dataset<Row> events = hourly("2026-10-18T00:00:00Z", 72);
    Figures figures = figures(settings("Asia/Kolkata", "2026-10-19", null, Map.of()), events);
    assertThat(rows(figures, Grain.DAY))
        .containsExactly(
            "m * 2026-10-18 19", "m * 2026-10-19 24", "m - 2026-10-18 19", "m - 2026-10-19 24");
    assertThat(rows(figures, Grain.WEEK)).contains("m * 2026-W42 19", "m * 2026-W43 24");
  }

  @Test
  void lookingBackKeepsTheLastDaysAndTheirWholeWeeks() {
    Dataset<Row> events = hourly("2026-10-10T00:00:00Z", 240);
    Figures figures = figures(settings("UTC", "2026-10-19", 2, Map.of()), events);
    assertThat(rows(figures, Grain.DAY))
        .containsExactly(
            "m * 2026-10-18 24", "m * 2026-10-19 24", "m - 2026-10-18 24", "m - 2026-10-19 24");
    assertThat(rows(figures, Grain.WEEK))
        .contains("m * 2026-W42 168", "m * 2026-W43 24")
        .hasSize(4);
  }

  /** The week that a span ends in is whole: its row would otherwise be one of fewer items. */
  @Test
  void aSpanHasItsDaysAndTheirWholeWeeks() {
    Dataset<Row> events = hourly("2026-10-01T00:00:00Z", 480);
    AnalyticsSettings upTo = settings("UTC", "2026-10-13", 1, Map.of());
    Figures span =
        figures(upTo.from(LocalDate.parse("2026-10-11"), LocalDate.parse("2026-10-19")), events);
    assertThat(rows(span, Grain.DAY))
        .containsExactly(
            "m * 2026-10-11 24",
            "m * 2026-10-12 24",
            "m * 2026-10-13 24",
            "m - 2026-10-11 24",
            "m - 2026-10-12 24",
            "m - 2026-10-13 24");
    assertThat(rows(span, Grain.WEEK))
        .contains("m * 2026-W41 168", "m * 2026-W42 168")
        .hasSize(4);
    assertThat(rows(span, Grain.HOUR)).hasSize(2 * 3 * 24);
    assertThat(span.dated()).isEqualTo(new DatedItems(72, 240, 168));

    Figures unfinished =
        figures(upTo.from(LocalDate.parse("2026-10-11"), LocalDate.parse("2026-10-14")), events);
    assertThat(rows(unfinished, Grain.WEEK)).contains("m * 2026-W41 168", "m * 2026-W42 72");
  }

  @Test
  // an empty one is none
  void anItemsOwnVersionIsNeverThatOfAllOrOfNone() {
    Dataset<Row> events = Items.table(
        EVENT,
        java.util.stream.Stream.of("\"*\"", "\"-\"", "\"\\\\*\"", "\"1\"", "\"\"", "\"*\\n\"")
            .map(version ->
                "{\"id\":\"x\",\"at\":\"2026-10-19T01:00:00Z\",\"m\":\"m\",\"ms\":1,\"v\":"
                    + version + "}")
            .toArray(String[]::new));
    Figures figures = figures(settings("UTC", "2026-10-19", null, Map.of()), events);
    assertThat(rows(figures, Grain.DAY))
        .containsExactlyInAnyOrder(
            "m * 2026-10-19 6",
            "m \\* 2026-10-19 1",
            "m \\- 2026-10-19 1",
            "m \\\\* 2026-10-19 1",
            "m 1 2026-10-19 1",
            "m - 2026-10-19 1",
            "m *\n 2026-10-19 1");
  }

  @Test
  void itemsThatLackPartsAreCounted() {
    Dataset<Row> events = Items.table(
        EVENT,
        "{\"id\":\"1\",\"at\":\"2026-10-19T01:00:00Z\",\"m\":\"m\",\"v\":\"1.10\",\"ms\":1}",
        "{\"id\":\"2\",\"at\":1792375200,\"m\":\"m\",\"v\":\"1.1\",\"ms\":1,\"err\":\"x\"}",
        "{\"id\":\"3\",\"at\":\"2026-10-19\",\"m\":\"m\",\"v\":2.50,\"err\":null}",
        "{\"id\":\"4\",\"at\":\"2026-10-19\",\"m\":\"m\",\"v\":\"*\",\"ms\":{}}",
        "{\"id\":\"5\",\"at\":\"2026-10-19\",\"m\":\"m\",\"v\":null,\"ms\":[]}",
        "{\"id\":\"6\",\"at\":\"2026-10-19\",\"v\":\"1\"}",
        "{\"id\":\"7\",\"at\":\"2026-10-19\",\"m\":null}",
        "{\"id\":\"8\",\"at\":\"soon\",\"m\":\"m\"}",
        "{\"id\":\"9\",\"m\":\"m\"}",
        "{}");
    Figures figures = figures(settings("UTC", "2026-10-19", null, Map.of()), events);
    assertThat(figures.undated()).isEqualTo(3);
    assertThat(figures.unmodelled()).isEqualTo(2);
    assertThat(rows(figures, Grain.WEEK))
        .containsExactly(
            "m * 2026-W43 5",
            "m - 2026-W43 1",
            "m 1.1 2026-W43 1",
            "m 1.10 2026-W43 1",
            "m 2.5 2026-W43 1",
            "m \\* 2026-W43 1");
    LatencyFigures all = figures.latency().get(0);
    assertThat(all.version()).isEqualTo("*");
    assertThat(figures.latency().stream()
            .filter(row -> row.version().equals("*") && row.window().grain() == Grain.DAY))
        .singleElement()
        .satisfies(day -> {
          assertThat(day.failed()).isEqualTo(1);
          assertThat(day.excluded()).isEqualTo(new LatencyFigures.Excluded(1, 0, 2, 0, 0));
          assertThat(day.count()).isEqualTo(2);
          assertThat(day.requests()).isEqualTo(day.count() + day.excluded().total());
        });
  }

  /** Of whatever times: what is analysed, and what is not by its reason, is all there is. */
  @Tag("thorough")
  @Test
  void timesOfAnyKindEndInOneCount() {
    String[] hostile = {
      "\"0000-01-01\"",
      "\"-0001-01-01T00:00:00Z\"",
      "\"+10000-01-01T00:00:00Z\"",
      "1E30",
      "-1E30",
      "99999999999999999999999999999999999999",
      "0.1E-129",
      "true",
      "null",
      "[1]",
      "{\"a\":1}",
      "\"\"",
      "\"0001-01-01\"",
      "\"1600-01-01T00:00:00Z\"",
      "\"1677-09-21\"",
      "-62135596800",
      "-0.000000001",
      "\"9999-12-31T23:59:59.999999999Z\"",
      "253402300799",
      "\"2026-10-20\"",
      "\"2026-10-19T23:59:59Z\""
    };
    List<JsonNode> items = new ArrayList<>();
    for (String time : hostile) {
      items.add(Items.parse(
          "{\"id\":\"%d\",\"at\":%s,\"m\":\"m\",\"ms\":5,\"p\":\"a\",\"label\":\"a\",\"seen\":%s}"
              .formatted(items.size(), time, hostile[hostile.length - 1 - items.size()])));
    }
    items.add(Items.parse("{\"id\":\"x\",\"at\":\"2026-10-19\"}"));
    items.add(Items.parse("{\"id\":\"y\",\"at\":\"2026-09-19\"}"));
    StructType schema = EVENT.add("label", DataTypes.StringType).add("seen", DataTypes.StringType);
    for (AnalyticsSettings settings : List.of(
        settings("UTC", "2026-10-19", 1, Map.of()),
        settings("America/New_York", "2026-10-19", Integer.MAX_VALUE, Map.of()),
        settings("Pacific/Kiritimati", "2026-10-19", null, Map.of()))) {
      Figures figures = new Analysis("run-1", AS_OF, settings)
          .figures(new Inputs(
              Items.table(schema, items),
              NAMES,
              null,
              new LabelAttributes("id", "label", "seen", null, null),
              null,
              null));
      DatedItems dated = figures.dated();
      assertThat(figures.undated()
              + figures.unmodelled()
              + dated.analysed()
              + dated.earlier()
              + dated.later())
          .isEqualTo(items.size());
      assertThat(figures.undated()).isEqualTo(11);
      assertThat(figures.latency().stream()
              .filter(row -> row.window().grain() == Grain.DAY && row.version().equals("*"))
              .mapToLong(LatencyFigures::requests)
              .sum())
          .isEqualTo(dated.analysed());
    }
  }

  @Test
  void itemsAfterTheDateAndBeforeTheLookBackAreTold() {
    Dataset<Row> events = hourly("2026-10-10T00:00:00Z", 264);
    Figures figures = figures(settings("UTC", "2026-10-19", 2, Map.of()), events);
    assertThat(figures.dated()).isEqualTo(new DatedItems(48, 192, 24));
    assertThat(figures.beside(7, 5).dated()).isEqualTo(new DatedItems(48, 199, 29));
  }

  @Test
  void anEmptyTableHasNoFigures() throws Exception {
    Figures none = figures(
        settings("UTC", "2026-10-19", null, Map.of()), Items.table(new StructType(), List.of()));
    assertThat(none.latency()).isEmpty();
    assertThat(FiguresJson.read(FiguresJson.write(none))).isEqualTo(none);
    Figures nothing = new Analysis("run-1", AS_OF, settings("UTC", "2026-10-19", null, Map.of()))
        .figures(new Inputs(null, NAMES, null, null, null, null));
    assertThat(nothing).isEqualTo(none);
  }

  @Test
  void labelsMayBeAttributesOfTheEvent() {
    StructType schema = EVENT.add("label", DataTypes.StringType).add("seen", DataTypes.LongType);
    Dataset<Row> events = Items.table(
        schema,
        "{\"id\":\"1\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"5.0\",\"label\":5,\"seen\":1792400000}",
        "{\"id\":\"2\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"5\",\"label\":\"6\",\"seen\":1992400000}",
        "{\"id\":\"3\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"5\",\"label\":\"5\"}",
        "{\"id\":\"4\",\"at\":\"2026-10-18\",\"m\":\"m\",\"label\":\"5\"}");
    assertThat(day(events, null, null)).satisfies(day -> {
      assertThat(day.predicted()).isEqualTo(3);
      assertThat(day.labelled()).isEqualTo(3);
      assertThat(day.value(CORRECT)).isEqualTo(2);
    });
    assertThat(day(events, null, AS_OF)).satisfies(day -> {
      assertThat(day.predicted()).isEqualTo(3);
      assertThat(day.labelled()).isEqualTo(1);
      assertThat(day.value(CORRECT)).isEqualTo(1);
    });
  }

  @Test
  void theNewestLabelCountsAndOfEqualTimesTheGreatestText() {
    Dataset<Row> events = Items.table(
        EVENT,
        "{\"id\":\"1\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"a\"}",
        "{\"id\":\"2\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"a\"}",
        "{\"id\":\"3\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"a\"}");
    StructType label = new StructType()
        .add("id", DataTypes.StringType)
        .add("seen", DataTypes.StringType)
        .add("label", DataTypes.StringType);
    Dataset<Row> labels = Items.table(
        label,
        "{\"id\":\"1\",\"seen\":\"2026-10-20T00:00:00+02:00\",\"label\":\"b\"}",
        "{\"id\":\"1\",\"seen\":\"2026-10-19T23:00:00Z\",\"label\":\"a\"}",
        "{\"id\":\"1\",\"seen\":\"2026-10-21\",\"label\":null}",
        "{\"id\":\"2\",\"seen\":\"2026-10-20\",\"label\":\"a\"}",
        "{\"id\":\"2\",\"seen\":1792454400,\"label\":\"b\"}",
        "{\"id\":\"3\",\"label\":\"b\"}",
        "{\"id\":\"3\",\"seen\":\"1901-01-01\",\"label\":\"a\"}",
        "{\"id\":\"4\",\"seen\":\"2026-10-20\",\"label\":\"a\"}",
        "{\"seen\":\"2026-10-20\",\"label\":\"a\"}");
    AccuracyFigures day = day(events, labels, null);
    assertThat(day.confusion()).isEqualTo(Map.of("a", Map.of("a", 2L), "b", Map.of("a", 1L)));
  }

  private static AccuracyFigures day(
      Dataset<Row> events, @Nullable Dataset<Row> labels, @Nullable Instant labelsAsOf) {
    LabelAttributes names = new LabelAttributes("id", "label", "seen", null, labelsAsOf);
    return new Analysis("run-1", AS_OF, settings("UTC", "2026-10-19", null, Map.of()))
        .figures(new Inputs(events, NAMES, labels, names, null, null))
        .accuracy()
        .get(0);
  }

  @Test
  void theKindOfTargetMayBeSet() {
    Dataset<Row> events = Items.table(
        EVENT.add("label", DataTypes.DoubleType),
        "{\"id\":\"1\",\"at\":\"2026-10-18\",\"m\":\"m\",\"p\":\"1.5\",\"label\":2}");
    Inputs inputs = new Inputs(
        events, NAMES, null, new LabelAttributes("id", "label", "seen", null, null), null, null);
    assertThat(accuracy(inputs, Map.of()).value(MAE)).isEqualTo(0.5);
    AccuracyFigures set = accuracy(inputs, Map.of("m", TargetKind.CLASS));
    assertThat(set.value(MAE)).isNull();
    assertThat(set.value(ACCURACY)).isZero();
  }

  private static AccuracyFigures accuracy(Inputs inputs, Map<String, TargetKind> targets) {
    return new Analysis("run-1", AS_OF, settings("UTC", "2026-10-19", null, targets))
        .figures(inputs)
        .accuracy()
        .get(0);
  }

  @Test
  void rollingSpansReachBehindTheDaysLookedBackOn() {
    Dataset<Row> events = Items.table(
        EVENT.add("label", DataTypes.StringType),
        "{\"id\":\"1\",\"at\":\"2026-10-12\",\"m\":\"m\",\"p\":\"a\",\"label\":\"a\"}",
        "{\"id\":\"2\",\"at\":\"2026-10-13\",\"m\":\"m\",\"p\":\"a\",\"label\":\"b\"}",
        "{\"id\":\"3\",\"at\":\"2026-10-19\",\"m\":\"m\",\"p\":\"a\",\"label\":\"a\"}",
        "{\"id\":\"4\",\"at\":\"2026-10-20\",\"m\":\"m\",\"p\":\"a\",\"label\":\"a\"}");
    Figures figures = new Analysis("run-1", AS_OF, settings("UTC", "2026-10-19", 1, Map.of()))
        .figures(new Inputs(
            events,
            NAMES,
            null,
            new LabelAttributes("id", "label", "seen", null, null),
            null,
            null));
    assertThat(figures.accuracy()).hasSize(2).allSatisfy(day -> {
      assertThat(day.window().label()).isEqualTo("2026-10-19");
      assertThat(day.rolling7().labelled()).isEqualTo(2);
      assertThat(day.rolling7().days()).isEqualTo(2);
      assertThat(day.rolling28().value(CORRECT)).isEqualTo(2);
    });
    assertThat(figures.headlines())
        .singleElement()
        .satisfies(headline -> assertThat(headline.value(ACCURACY)).isEqualTo(0.5));
  }
}
