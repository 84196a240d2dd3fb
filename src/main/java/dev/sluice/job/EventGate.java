package dev.sluice.job;

import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.EventQuality;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.Figures;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.NearestName;
import dev.sluice.failure.Printable;
import dev.sluice.job.settings.AnalyticsRules.Gates;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Refuses figures that rest on few events: most items have a model and lack a readable time, or have a time and lack a
 * model. If items have neither, the table does not hold events, and a warning says so.
 *
 * @param table the table of events
 * @param zone zone of times without offset
 */
record EventGate(Dataset<Row> table, EventAttributes names, ZoneId zone, Gates gates) {
  private static final int MAX_MODELS = 10;
  private static final double MAX_SHARE = 0.5;

  /**
   * Checks the figures.
   *
   * @throws DataGateException if more items lack one of the two than the gates allow
   */
  void check(Figures figures) {
    long unmodelled = figures.unmodelled();
    long analysed = figures.dated().analysed();
    if (share(unmodelled, analysed) > gates.unmodelled()) {
      throw new DataGateException(
          "%,d of %,d dated items have no model: sluice.events.model = %s"
              .formatted(unmodelled, unmodelled + analysed, Printable.brief(names.model())),
          "Name the attribute that holds it in sluice.events.model. "
              + NearestName.sentence(names.model(), attributes())
              + " sluice.analytics.gates.unmodelled = 1 lets them pass.");
    }
    long undated = figures.quality().undatedModelled();
    long dated = analysed + figures.dated().earlier() + figures.dated().later();
    if (share(undated, dated) > gates.undated()) {
      throw new DataGateException(
          "%,d of %,d items with a model have no readable time: sluice.events.time = %s%s"
              .formatted(undated, undated + dated, Printable.brief(names.time()), example()),
          timeRemedy() + " sluice.analytics.gates.undated = 1 lets them pass.");
    }
  }

  /** Returns the warnings for figures that pass. */
  List<String> warnings(Figures figures) {
    List<String> warnings = new ArrayList<>();
    long dated = figures.dated().analysed()
        + figures.dated().earlier()
        + figures.dated().later()
        + figures.unmodelled();
    if (figures.undated() > 0 && share(figures.undated(), dated) > MAX_SHARE) {
      warnings.add(
          "%,d of %,d items have no readable time (sluice.events.time = %s%s) and are in no figures. %s"
              .formatted(
                  figures.undated(),
                  figures.undated() + dated,
                  Printable.brief(names.time()),
                  example(),
                  timeRemedy()));
    }
    figures.quality().unusablePredictions().entrySet().stream()
        .limit(MAX_MODELS)
        .forEach(model -> warnings.add(
            "Model %s has predictions that cannot be compared with a label, by type %s: sluice.events.prediction = %s"
                .formatted(
                    Printable.brief(model.getKey()),
                    model.getValue(),
                    Printable.brief(names.prediction()))));
    names(figures.quality(), warnings);
    figures.quality().unusableLabels().entrySet().stream()
        .limit(MAX_MODELS)
        .forEach(model -> warnings.add(
            "Model %s has predictions whose labels cannot be compared, by type %s, and which count as not labelled:"
                    .formatted(Printable.brief(model.getKey()), model.getValue())
                + " see sluice.labels.label"));
    labels(figures, warnings);
    return warnings;
  }

  /** Warns of models and versions that cannot be names. */
  private void names(EventQuality quality, List<String> warnings) {
    if (!quality.unusableModels().isEmpty()) {
      warnings.add(
          "Dated items have a model that cannot be a name, by type %s, and count as items without a model: sluice.events.model = %s"
              .formatted(quality.unusableModels(), Printable.brief(names.model())));
    }
    quality.unusableVersions().entrySet().stream()
        .limit(MAX_MODELS)
        .forEach(model -> warnings.add(
            "Model %s has versions that cannot be a name, by type %s, and count as items without a version: sluice.events.version = %s"
                .formatted(
                    Printable.brief(model.getKey()),
                    model.getValue(),
                    Printable.brief(names.version()))));
  }

  private static void labels(Figures figures, List<String> warnings) {
    long conflicting = figures.quality().conflictingLabels();
    long undated = figures.quality().undatedLabels();
    if (conflicting > 0) {
      warnings.add(String.format(
          Locale.ROOT,
          "%,d predictions have labels of one time, or all without a time, that differ: the greatest text"
              + " counts. See sluice.labels.time and sluice.labels.time-format.",
          conflicting));
    }
    if (undated > 0) {
      warnings.add(String.format(
          Locale.ROOT,
          "%,d predictions have a label without a readable time: whether a newer one came is not known. See"
              + " sluice.labels.time and sluice.labels.time-format.",
          undated));
    }
  }

  private static double share(long lacking, long having) {
    return lacking == 0 ? 0 : (double) lacking / (lacking + having);
  }

  private String timeRemedy() {
    return example().isEmpty()
        ? "Name the attribute that holds it in sluice.events.time. "
            + NearestName.sentence(names.time(), attributes())
        : "Say how it is written in sluice.events.time-format, such as \"dd/MM/yyyy HH:mm\", or name another attribute"
            + " in sluice.events.time.";
  }

  /** Returns a value that could not be read; empty if no item has the attribute. */
  private String example() {
    Column time = Attribute.column(table.schema(), names.time());
    Column micros = new EventTime(zone, names.timeFormat()).micros(time);
    List<Row> first = table
        .select(time.getField("text").as("text"), micros.as("micros"))
        .filter("text is not null and micros is null")
        .limit(1)
        .collectAsList();
    return first.isEmpty()
        ? ""
        : ", such as \"" + Printable.brief(first.get(0).getString(0)) + "\"";
  }

  private List<String> attributes() {
    return Arrays.stream(table.columns()).filter(name -> !name.startsWith("_")).toList();
  }
}
