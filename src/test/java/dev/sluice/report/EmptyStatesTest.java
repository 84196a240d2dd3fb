package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.LabelDelay;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyFigures.Excluded;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.PlainFigures;
import dev.sluice.analytics.TargetKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Where there is nothing to draw, words say so. */
final class EmptyStatesTest {
  @Test
  void noItems() {
    String page = ReportPage.render(
        SampleFigures.empty(), SampleFigures.emptyManifest(), Map.of(), SampleFigures.RUN);
    Document document = Pages.parse(page);
    assertThat(document.select(".empty").eachText())
        .anyMatch(text -> text.contains("no dated items"))
        .anyMatch(text -> text.contains("No experiments"));
    assertThat(document.select(".look").text()).contains("Nothing stands out");
    assertThat(document.select("svg")).isEmpty();
  }

  @Test
  void oneDay() {
    Figures figures = SampleFigures.of(SampleFigures.models(), 1, List.of());
    String page = Pages.render(figures);
    assertThat(Pages.parse(page).select("article.model")).hasSize(5);
    assertThat(Pages.charts(page)).isNotEmpty();
    assertThat(page).doesNotContain("NaN");
  }

  @Test
  void modelWhoseFiguresAreUndefined() {
    String page = Pages.render(undefined());
    Document document = Pages.parse(page);
    assertThat(document.select("article figure .empty").eachText())
        .containsExactly(
            "No request in this period has a usable latency.",
            "No latency objective and target were set for this period, or no latency was usable.",
            "No prediction in this period has a label yet: nothing to compare with.",
            "No labelled prediction of the last 28 days has a usable confidence.",
            "No prediction of the last 28 days has a label yet.");
    assertThat(document.select("figure:not(:has(svg)) .n").eachText()).allMatch("n = 0"::equals);
    assertThat(document.select(".board td.none")).hasSizeGreaterThan(4);
    assertThat(document.text()).doesNotContain("null", "NaN");
  }

  @Test
  void experimentWithoutUsableRuns() {
    ExperimentFigures.Run run =
        new ExperimentFigures.Run("r1", null, "yesterday", "running", null, false, Map.of());
    ExperimentFigures experiment = new ExperimentFigures(
        "idle",
        "metrics.accuracy",
        Better.LARGER,
        null,
        null,
        null,
        List.of(),
        0,
        0,
        0L,
        1L,
        null,
        null,
        Map.of("running", 1L),
        List.of(run),
        Map.of("bestValue", "none completed"));
    Document document =
        Pages.parse(Pages.render(SampleFigures.of(List.of(), 28, List.of(experiment))));
    assertThat(document.select("#x1 .empty").text()).contains("No run has a time and a usable");
    assertThat(document.select("#x1 tbody tr")).hasSize(1);
    assertThat(document.select("#x1 .n").text()).contains("1 run", "1 running");
  }

  private static Figures undefined() {
    var window = SampleFigures.day(SampleFigures.LAST);
    LatencyFigures latency = new LatencyFigures(
        "odd",
        "*",
        window,
        2,
        0,
        0,
        LatencyFigures.Method.EXACT,
        0,
        ByteBuffer.allocate(0),
        new Excluded(2, 0, 0, 0, 0),
        0,
        null,
        Map.of(),
        null,
        Map.of(LatencyStatistic.ERROR_RATE, 0.0),
        null,
        null,
        Map.of("p50", "no usable latency"));
    Rolling none = new Rolling(1, 2, 0, Map.of());
    AccuracyFigures accuracy = new AccuracyFigures(
        "odd",
        "*",
        window,
        TargetKind.CLASS,
        2,
        0,
        Map.of(AccuracyStatistic.COVERAGE, 0.0),
        null,
        null,
        Map.of(),
        Map.of(),
        null,
        null,
        null,
        LabelDelay.NONE,
        none,
        none,
        AccuracySignals.NONE,
        Status.PROVISIONAL,
        Map.of("accuracy", "no labels"));
    Headline headline = new Headline(
        "odd",
        window,
        2,
        0,
        Map.of(LatencyStatistic.ERROR_RATE, 0.0),
        null,
        List.of(),
        TargetKind.CLASS,
        0,
        Map.of(),
        null,
        List.of());
    return PlainFigures.of(
        "odd",
        SampleFigures.AS_OF,
        SampleFigures.LAST,
        "UTC",
        0,
        0,
        null,
        List.of(latency),
        List.of(accuracy),
        List.of(),
        List.of(headline));
  }
}
