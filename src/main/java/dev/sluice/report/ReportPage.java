package dev.sluice.report;

import com.samskivert.mustache.Template;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.Figures;
import dev.sluice.dataset.Manifest;
import dev.sluice.dataset.TableSchema;
import dev.sluice.report.Findings.Finding;
import dev.sluice.report.PageView.Fact;
import dev.sluice.report.PageView.Part;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The report: one HTML page with all that it needs inside. */
public final class ReportPage {
  /** No page is longer, in bytes of UTF-8. */
  public static final int MOST_BYTES = 3_000_000;

  /** What charts of models may take up together; the rest is left to tables. */
  private static final int MODELS_BYTES = 1_600_000;

  private static final int MOST_EXPERIMENTS = 12;
  private static final int MOST_FINDINGS = 12;
  private static final int MOST_NAMES = 40;
  private static final DateTimeFormatter LONG_DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);

  private final Figures figures;
  private final Manifest manifest;
  private final Map<String, TableSchema> schemas;
  private final RunInfo run;
  private final Templates templates = new Templates();
  private final List<String> left = new ArrayList<>();

  private ReportPage(
      Figures figures, Manifest manifest, Map<String, TableSchema> schemas, RunInfo run) {
    this.figures = figures;
    this.manifest = manifest;
    this.schemas = schemas;
    this.run = run;
  }

  /**
   * The page's text. The same arguments give the same text.
   *
   * @param figures what it shows
   * @param manifest of the snapshot that they are from
   * @param schemas of that snapshot, by table name
   */
  public static String render(
      Figures figures, Manifest manifest, Map<String, TableSchema> schemas, RunInfo run) {
    return new ReportPage(figures, manifest, schemas, run).html();
  }

  private String html() {
    Period period = Period.of(figures);
    List<ModelFigures> models = ModelFigures.of(figures, period);
    List<Finding> findings = Findings.of(figures, manifest, models);
    List<Part> parts = parts(models, findings);
    return templates
        .template("page")
        .execute(new PageView(
            Templates.css(),
            "Sluice report, " + figures.date(),
            LONG_DAY.format(figures.date()),
            facts(period),
            findings.stream().limit(MOST_FINDINGS).toList(),
            findings.isEmpty() ? "Nothing stands out by the rules stated under method." : null,
            more(findings.size() - MOST_FINDINGS, "and %s more"),
            models.isEmpty() ? null : new StatusTable(figures, period).of(models),
            models.isEmpty() ? "There are no dated items with a model up to this day." : null,
            parts,
            leftOut(),
            experiments(),
            steps(),
            figures.experiments().isEmpty()
                ? "No experiments table was read, or it is empty."
                : null,
            more(
                figures.experiments().size() - MOST_EXPERIMENTS,
                "%s more experiments are in the summary table."),
            quality(models),
            DriftTables.calm(schemas),
            Method.of(figures, run),
            PlainText.of(run.version()),
            PlainText.of(run.snapshot())));
  }

  private List<DataTable> quality(List<ModelFigures> models) {
    List<DataTable> tables = new ArrayList<>(QualityTables.of(figures, manifest, models));
    if (!run.warnings().isEmpty()) {
      tables.add(0, QualityTables.warnings(run.warnings()));
    }
    tables.addAll(DriftTables.of(schemas));
    DataTable cost = new ReadCost(manifest, run.region()).table();
    if (!cost.rows().isEmpty()) {
      tables.add(cost);
    }
    return tables;
  }

  private static @Nullable String more(int many, String text) {
    return many > 0 ? text.formatted(Notation.count(many)) : null;
  }

  private @Nullable String leftOut() {
    if (left.isEmpty()) {
      return null;
    }
    String names = left.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    String more = left.size() > MOST_NAMES ? " and " + (left.size() - MOST_NAMES) + " more" : "";
    return "charts are left out for " + names + more + ". Their figures are in the summary table.";
  }

  private List<Fact> facts(Period period) {
    return List.of(
        new Fact("Days", period.inWords() + " " + figures.date().getYear()),
        new Fact("Zone", PlainText.of(figures.zone())),
        new Fact("As of", figures.asOf().truncatedTo(ChronoUnit.SECONDS).toString()),
        new Fact("Run", PlainText.of(figures.runId())));
  }

  /** Models with findings first, until the page is full. */
  private List<Part> parts(List<ModelFigures> models, List<Finding> findings) {
    Template template = templates.template("model");
    Comparator<ModelFigures> notable = Comparator.comparing(
        model -> findings.stream().noneMatch(f -> f.link().startsWith("#" + model.anchor(""))));
    List<Part> parts = new ArrayList<>();
    int bytes = 0;
    for (ModelFigures model : models.stream().sorted(notable).toList()) {
      String html = bytes < MODELS_BYTES ? template.execute(ModelSection.of(model)) : "";
      int size = html.getBytes(StandardCharsets.UTF_8).length;
      if (html.isEmpty() || bytes + size > MODELS_BYTES) {
        left.add(model.name());
      } else {
        bytes += size;
        parts.add(new Part(html));
      }
    }
    return parts;
  }

  private List<ExperimentFigures> shownExperiments() {
    return figures.experiments().stream()
        .sorted(Comparator.comparing(ExperimentFigures::name))
        .limit(MOST_EXPERIMENTS)
        .toList();
  }

  private List<DataTable> steps() {
    return shownExperiments().stream()
        .filter(experiment -> !experiment.steps().isEmpty())
        .map(experiment -> StepTable.of(experiment, ZoneId.of(figures.zone())))
        .toList();
  }

  private List<Figure> experiments() {
    List<ExperimentFigures> all = shownExperiments();
    ZoneId zone = ZoneId.of(figures.zone());
    return IntStream.range(0, all.size())
        .mapToObj(i -> ExperimentFigure.of(all.get(i), i + 1, zone))
        .toList();
  }
}
