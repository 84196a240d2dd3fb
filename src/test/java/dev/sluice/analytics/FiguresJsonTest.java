package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresJsonTest {
  private static final Figures FIGURES = new Analysis(
          "run-1",
          Instant.parse("2026-10-29T06:00:00.123Z"),
          Samples.settings("Europe/Berlin", "2026-10-05"))
      .figures(Samples.all(null));

  @Test
  void figuresSurviveTheRoundTrip() throws Exception {
    byte[] json = FiguresJson.write(FIGURES);
    assertThat(FiguresJson.read(json)).isEqualTo(FIGURES);
    assertThat(FiguresJson.write(FiguresJson.read(json))).isEqualTo(json);
  }

  @Test
  void undefinedIsLeftOut() {
    String json = new String(FiguresJson.write(FIGURES), StandardCharsets.UTF_8);
    assertThat(json)
        .contains("\"asOf\":\"2026-10-29T06:00:00.123Z\"", "\"date\":\"2026-10-05\"", "\"null\":")
        .doesNotContain(":null", "NaN", "Infinity", "\"nulls\"", "\"total\"");
  }

  @Test
  void otherBytesAreRefused() {
    assertThatIOException()
        .isThrownBy(() -> FiguresJson.read("{\"runId\":7".getBytes(StandardCharsets.UTF_8)));
  }
}
