package dev.sluice.report;

import dev.sluice.analytics.Figures;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.report.Findings.Finding;
import dev.sluice.report.PageView.Fact;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The report: one HTML page that contains everything it needs. */
public final class ReportPage {
  /** Limit of a page, in bytes of UTF-8. */
  public static final int MAX_BYTES = 3_000_000;

  /** Limit of bytes up to the end of the page's doctype and title. */
  public static final int HEAD_BYTES = 1024;

  private static final String KIND = "<!DOCTYPE html>";
  private static final String TITLE = "Sluice report, ";

  private static final int MAX_FINDINGS = 12;

  /** Rows of the status table; other models have a table of their own. */
  private static final int MAX_ROWS = 100;

  private static final DateTimeFormatter LONG_DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

  private final Figures figures;
  private final Manifest manifest;
  private final Map<String, TableSchema> schemas;
  private final RunInfo run;
  private final Templates templates = new Templates();

  private ReportPage(
      Figures figures, Manifest manifest, Map<String, TableSchema> schemas, RunInfo run) {
    this.figures = figures;
    this.manifest = manifest;
    this.schemas = schemas;
    this.run = run;
  }

  /**
   * Renders the page. The same arguments give the same text.
   *
   * @param figures the figures to render
   * @param manifest manifest of their snapshot
   * @param schemas schemas of that snapshot, by table name
   */
  public static String render(
      Figures figures, Manifest manifest, Map<String, TableSchema> schemas, RunInfo run) {
    return new ReportPage(figures, manifest, schemas, run).html();
  }

  /**
   * Returns whether a file is a report of Sluice, of any release.
   *
   * @param head its first {@link #HEAD_BYTES} bytes, or all if it is shorter
   */
  public static boolean isOne(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.startsWith(KIND) && text.contains("<title>" + TITLE);
  }

  private String html() {
    Period period = Period.of(figures);
    List<ModelFigures> models = ModelFigures.of(figures, period);
    List<Finding> findings = Findings.of(figures, manifest, models);
    ModelParts parts = new ModelParts(models, findings, templates.template("model"));
    List<ModelFigures> ranked = parts.ranked();
    ExperimentParts experiments = experiments();
    return templates
        .template("page")
        .execute(new PageView(
            Templates.css(),
            TITLE + figures.date(),
            LONG_DAY.format(figures.date()),
            facts(period),
            findings.stream().limit(MAX_FINDINGS).map(parts::linked).toList(),
            findings.isEmpty() ? "Nothing stands out by the rules stated under method." : null,
            more(findings.size() - MAX_FINDINGS, "and %s more"),
            models.isEmpty() ? null : new StatusTable(figures, period, parts).of(first(ranked)),
            OtherModels.of(ranked.subList(first(ranked).size(), ranked.size()), period),
            models.isEmpty() ? "There are no dated items with a model up to this day." : null,
            parts.parts(),
            parts.leftOut(),
            experiments.charts(),
            experiments.steps(),
            figures.experiments().isEmpty()
                ? "No experiments table was read, or it is empty."
                : null,
            more(
                figures.experiments().size() - experiments.included(),
                "%s more experiments are in the summary table."),
            quality(models),
            DriftTables.calm(schemas),
            Method.of(figures, run),
            PlainText.of(run.version()),
            PlainText.of(run.snapshot())));
  }

  private static List<ModelFigures> first(List<ModelFigures> ranked) {
    return ranked.subList(0, Math.min(MAX_ROWS, ranked.size()));
  }

  private ExperimentParts experiments() {
    return new ExperimentParts(
        figures.experiments(),
        ZoneId.of(figures.zone()),
        templates.template("figure"),
        templates.template("table"));
  }

  private List<DataTable> quality(List<ModelFigures> models) {
    List<DataTable> tables = new ArrayList<>();
    tables.add(QualityTables.warnings(run.warnings()));
    tables.addAll(tables("Data quality", () -> QualityTables.of(figures, manifest, models)));
    tables.addAll(tables("Columns", () -> DriftTables.of(schemas)));
    tables.addAll(tables("Cost", () -> List.of(new ReadCost(manifest, run.region()).table())));
    return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
  }

  private static List<DataTable> tables(String what, Supplier<List<DataTable>> tables) {
    return Fallback.of(
        what, tables, reason -> List.of(DataTable.saying(what, "This table " + reason)));
  }

  private static @Nullable String more(int many, String text) {
    return many > 0 ? text.formatted(Notation.count(many)) : null;
  }

  private List<Fact> facts(Period period) {
    return List.of(
        new Fact("Days", period.inWords() + " " + figures.date().getYear()),
        new Fact("Zone", PlainText.of(figures.zone())),
        new Fact("As of", figures.asOf().truncatedTo(ChronoUnit.SECONDS).toString()),
        new Fact("Run", PlainText.of(figures.runId())));
  }
}
