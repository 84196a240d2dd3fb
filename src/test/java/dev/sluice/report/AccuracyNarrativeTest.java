package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Titles say what is seen, and what cannot be told is said too. */
final class AccuracyNarrativeTest {
  private static final Document PAGE = Pages.parse(Pages.render(SampleFigures.sample()));

  @Test
  void aChangePointIsDatedAndSized() {
    assertThat(title("m1-accuracy")).startsWith("Accuracy fell from 98.5").contains("on 18 Oct");
    assertThat(PAGE.select("#m1-accuracy .note").eachText())
        .containsExactly(
            "Change point 18 Oct: p < 0.0001, n = 2,500 before and 1,800 after.",
            "Trend over 21 mature days: −0.02 points a day, p = 0.43.");
  }

  @Test
  void whatIsNotToldHasItsReason() {
    assertThat(PAGE.select("#m2-error .note").eachText())
        .containsExactly(
            "No change point: no change at p ≤ 0.001.",
            "No trend: 13 mature days with labels, 14 needed.");
  }

  @Test
  void versionsAreComparedByTheIntervalOfTheirDifference() {
    assertThat(title("m1-versions"))
        .isEqualTo("Version 2 is better than version 1: 89\u202F% against 76\u202F%, +13 points"
            + " (95 % interval +5.6 to +20.3), on the same days");
    assertThat(PAGE.select("td:contains(▲ better)")).hasSize(1);
  }

  @Test
  void aSlowDownIsATitleAFindingAndAMark() {
    assertThat(title("m3-latency"))
        .isEqualTo(
            "Slower: p50 rose by 34\u202F% and p95 rose by 34\u202F% (22–28 Oct, against 15–21 Oct)");
    assertThat(PAGE.select(".look li").eachText())
        .anyMatch(line -> line.startsWith("iris-species p50 rose by 34"));
    assertThat(PAGE.select(".board td.bad").eachText()).anyMatch(cell -> cell.startsWith("▲"));
    assertThat(title("m1-latency")).endsWith("not slower than the week before");
  }

  @Test
  void anExperimentsLastStepSaysWhatWasConfiguredOtherwise() {
    assertThat(PAGE.select("#x1 .note").first().text())
        .matches("Better than the best before it by 0\\.0\\d+, with depth 1 → \\d+\\.");
  }

  private static String title(String figure) {
    return PAGE.select("#" + figure + " figcaption strong").text();
  }
}
