package dev.sluice.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole page, as the template takes it up.
 *
 * @param css the style sheet's text
 * @param facts run id, days, zone and the like
 * @param calm said instead of findings, where there are none
 * @param more how many findings are not shown; null: none
 * @param others models that the status has no room for; null: none
 * @param steps what improved each of the experiments
 * @param unchanged said of tables whose columns have not changed, or cannot be compared
 * @param left which models' charts are not shown; null: none
 */
record PageView(
    String css,
    String title,
    String date,
    List<Fact> facts,
    List<Findings.Finding> findings,
    @Nullable String calm,
    @Nullable String more,
    @Nullable DataTable status,
    @Nullable DataTable others,
    @Nullable String noModels,
    List<Part> models,
    @Nullable String left,
    List<Part> experiments,
    List<Part> steps,
    @Nullable String noExperiments,
    @Nullable String moreExperiments,
    List<DataTable> quality,
    List<String> unchanged,
    List<Fact> method,
    String version,
    String snapshot) {
  /** A term and what is said of it. */
  record Fact(String term, String text) {}

  /** A part of the page that is markup already. */
  record Part(String html) {}
}
