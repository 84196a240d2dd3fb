package dev.sluice.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole page, as the template takes it up.
 *
 * @param css the style sheet's text
 * @param facts run id, days, zone and the like
 * @param calm said instead of findings, where there are none
 * @param left the names of models whose charts are left out; empty: none
 */
record PageView(
    String css,
    String title,
    String date,
    List<Fact> facts,
    List<Findings.Finding> findings,
    @Nullable String calm,
    @Nullable DataTable status,
    @Nullable String noModels,
    List<Part> models,
    @Nullable String left,
    List<Figure> experiments,
    @Nullable String noExperiments,
    List<DataTable> quality,
    List<Fact> method) {
  /** A term and what is said of it. */
  record Fact(String term, String text) {}

  /** A part of the page that is markup already. */
  record Part(String html) {}
}
