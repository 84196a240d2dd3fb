package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.analytics.Figures.DatedItems;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FiguresJsonTest {
  private static final Figures FIGURES = new Analysis(
          "run-1",
          Instant.parse("2026-10-29T06:00:00.123Z"),
          Samples.settings("Europe/Berlin", "2026-10-05"))
      .figures(Samples.all(null));

  /** A row as the first release wrote it. */
  private static final String NUMERIC = """
          {"model":"price","version":"*","window":{"grain":"DAY","label":"2026-10-01",
          "start":"2026-09-30T22:00:00Z","end":"2026-10-01T22:00:00Z"},"target":"NUMERIC",
          "predicted":12,"labelled":10,"coverage":0.8333333333333334,"perClass":{},"confusion":{},
          "mae":12.5,"rmse":15.25,"bias":-0.5,"r2":0.75,
          "excluded":{"nonNumericPredictions":1,"notFinitePredictions":0,"nonNumericLabels":1,"notFiniteLabels":0},
          "labelDelay":{"count":0,"unknown":10,"negative":0,"late":0},
          "rolling7":{"days":1,"predicted":12,"labelled":10,"mae":12.25},
          "rolling28":{"days":1,"predicted":12,"labelled":10,"mae":12.75},
          "signals":{},"status":"FINAL","absent":{"trendSlope":"too few days"}}""".replace("\n", "");

  @Test
  void figuresSurviveTheRoundTrip() throws Exception {
    byte[] json = FiguresJson.write(FIGURES);
    assertThat(FiguresJson.read(json)).isEqualTo(FIGURES);
    assertThat(FiguresJson.write(FiguresJson.read(json))).isEqualTo(json);
  }

  @Test
  void figuresKeepTheBytesOfTheFirstRelease() throws Exception {
    byte[] json;
    try (InputStream stored = FiguresJsonTest.class.getResourceAsStream("figures.json")) {
      json = Objects.requireNonNull(stored).readAllBytes();
    }
    Figures read = FiguresJson.read(json);
    assertThat(read.latency()).allSatisfy(row -> assertThat(row.statistics()).isNotEmpty());
    assertThat(new String(FiguresJson.write(read), StandardCharsets.UTF_8))
        .isEqualTo(new String(json, StandardCharsets.UTF_8));
  }

  @Test
  void numericTargetsKeepTheBytesOfTheFirstRelease() throws Exception {
    ObjectMapper tree = new ObjectMapper();
    ObjectNode old = (ObjectNode) tree.readTree(FiguresJson.write(FIGURES));
    old.set("accuracy", tree.createArrayNode().add(tree.readTree(NUMERIC)));
    Figures read = FiguresJson.read(old.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(read.accuracy()).singleElement().satisfies(row -> {
      assertThat(row.value(AccuracyStatistic.R2)).isEqualTo(0.75);
      assertThat(row.rolling7().value(AccuracyStatistic.MAE)).isEqualTo(12.25);
    });
    assertThat(new String(FiguresJson.write(read), StandardCharsets.UTF_8))
        .isEqualTo(old.toString())
        .contains(NUMERIC);
  }

  @Test
  void undefinedIsLeftOut() {
    String json = new String(FiguresJson.write(FIGURES), StandardCharsets.UTF_8);
    assertThat(json)
        .contains("\"asOf\":\"2026-10-29T06:00:00.123Z\"", "\"date\":\"2026-10-05\"", "\"null\":")
        .doesNotContain(":null", "NaN", "Infinity", "\"nulls\"", "\"total\"");
  }

  @Test
  void whatModelsPredictIsReadAlone() throws Exception {
    byte[] json = FiguresJson.write(FIGURES);
    assertThat(FiguresJson.targets(json)).isNotEmpty().isEqualTo(FIGURES.targets());
  }

  @Test
  void figuresOfAnEarlierReleaseAreReadWithoutWhatTheyLack() throws Exception {
    ObjectNode old = (ObjectNode) new ObjectMapper().readTree(FiguresJson.write(FIGURES));
    old.remove(List.of("dated", "targets", "kindChanges", "others"));
    byte[] json = old.toString().getBytes(StandardCharsets.UTF_8);
    Figures read = FiguresJson.read(json);
    assertThat(read.latency()).isEqualTo(FIGURES.latency());
    assertThat(read.dated()).isEqualTo(DatedItems.NONE);
    assertThat(read.others()).isEqualTo(Others.NONE);
    assertThat(read.kindChanges()).isEmpty();
    assertThat(FiguresJson.targets(json)).isEqualTo(FIGURES.targets());
  }

  @Test
  void otherBytesAreRefused() {
    assertThatIOException()
        .isThrownBy(() -> FiguresJson.read("{\"runId\":7".getBytes(StandardCharsets.UTF_8)));
  }
}
