package dev.sluice.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole page, as the template reads it.
 *
 * @param css the style sheet's text
 * @param facts run id, days, zone and the like
 * @param calm the text instead of findings if there are none
 * @param more number of omitted findings; null: none
 * @param others models beyond the rows of the status table; null: none
 * @param steps the improvements of each experiment
 * @param unchanged a sentence about tables whose columns are unchanged or cannot be compared
 * @param left a sentence about models without charts; null: none
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
  /** A term and its text. */
  record Fact(String term, String text) {}

  /** A part of the page that is markup already. */
  record Part(String html) {}
}
