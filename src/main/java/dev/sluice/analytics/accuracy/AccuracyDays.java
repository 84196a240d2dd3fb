package dev.sluice.analytics.accuracy;

import static org.apache.spark.sql.functions.col;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.Kept;
import dev.sluice.analytics.KindChange;
import dev.sluice.analytics.StandingRows;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * States of all days with predictions, up to the date. {@link OutcomeStates} has those by model, version and day; all
 * versions together, target kinds and spans of days are derived here. An event's label counts for the day of its
 * prediction.
 */
public final class AccuracyDays {
  private static final Comparator<AccuracyFigures> BY_KEY = Comparator.comparing(
          AccuracyFigures::model)
      .thenComparing(AccuracyFigures::version)
      .thenComparing(AccuracyFigures::window);

  private final AnalyticsSettings settings;
  private final StandingRows standing;
  private final NavigableMap<String, ModelAccuracyDays> models = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Long>> unusableLabels = new TreeMap<>();
  private long conflictingLabels;
  private long undatedLabels;

  private AccuracyDays(AnalyticsSettings settings, StandingRows standing) {
    this.settings = settings;
    this.standing = standing;
  }

  /** Creates a result without any days. */
  public static AccuracyDays none(AnalyticsSettings settings) {
    return new AccuracyDays(settings, StandingRows.NONE);
  }

  /**
   * Reads the states of the days up to the date with one Spark job.
   *
   * @param states as {@link OutcomeStates} gives them
   * @param kept the models that are not among them are left out
   * @param standing rows that need not be computed
   */
  public static AccuracyDays of(
      Dataset<Row> states, Kept kept, AnalyticsSettings settings, StandingRows standing) {
    AccuracyDays days = new AccuracyDays(settings, standing);
    Dataset<Row> wanted = kept.withoutOthers(kept.rename(read(states, settings)));
    // states of summed-up versions may be too many for the memory
    Iterator<Row> rows =
        kept.isAll() ? wanted.collectAsList().iterator() : wanted.toLocalIterator();
    rows.forEachRemaining(days::add);
    return days;
  }

  private static Dataset<Row> read(Dataset<Row> states, AnalyticsSettings settings) {
    LocalDate first = settings.firstDayRead();
    Dataset<Row> before = states.filter(col("day").leq(settings.date().toEpochDay()));
    return first == null ? before : before.filter(col("day").geq(first.toEpochDay()));
  }

  private void add(Row row) {
    LocalDate day = LocalDate.ofEpochDay(row.<Long>getAs("day"));
    if (settings.covers(day)) {
      conflictingLabels += row.<Long>getAs("conflicting");
      undatedLabels += row.<Long>getAs("undated");
      addUnusable(row.getAs("model"), row.getAs("labelOdd"), row.getAs("events"));
    }
    models
        .computeIfAbsent(row.getAs("model"), model -> new ModelAccuracyDays(model, settings))
        .add(row.getAs("version"), day, Outcomes.decode(row.getAs("state")));
  }

  private void addUnusable(String model, @Nullable String type, long labels) {
    if (type != null) {
      unusableLabels
          .computeIfAbsent(model, unseen -> new TreeMap<>())
          .merge(type, labels, Long::sum);
    }
  }

  /** Returns model → DynamoDB type → predictions of the computed days whose labels cannot be compared. */
  public SortedMap<String, SortedMap<String, Long>> unusableLabels() {
    return unusableLabels;
  }

  /**
   * Returns the number of events of the computed days whose newest labels, or labels without a time, contradict each
   * other.
   */
  public long conflictingLabels() {
    return conflictingLabels;
  }

  /** Returns the number of events of the computed days whose label has no readable time. */
  public long undatedLabels() {
    return undatedLabels;
  }

  /** Returns the kind of value that a model predicts; empty if it has no predictions. */
  public Optional<TargetKind> target(String model) {
    return Optional.ofNullable(models.get(model)).map(ModelAccuracyDays::target);
  }

  /**
   * Returns the target kinds by model. Adds models known only from the previous figures, at most
   * {@link dev.sluice.analytics.Limits#models}, so that short-lived names do not accumulate.
   */
  public SortedMap<String, TargetKind> targets() {
    SortedMap<String, TargetKind> targets = new TreeMap<>();
    new TreeMap<>(settings.standing())
        .entrySet().stream()
            .filter(before -> !models.containsKey(before.getKey()))
            .limit(settings.limits().models())
            .forEach(before -> targets.put(before.getKey(), before.getValue()));
    models.forEach((model, days) -> targets.put(model, days.target()));
    return targets;
  }

  /** Returns the models whose target kind changed or is in doubt, by name. */
  public List<KindChange> kindChanges() {
    return models.values().stream()
        .flatMap(model -> model.kindChange().stream())
        .toList();
  }

  /**
   * Returns the last so many days up to this one, of all versions of a model together; empty if it has no predictions.
   */
  public Optional<Rolling> rolling(String model, LocalDate last, int days) {
    return Optional.ofNullable(models.get(model)).map(found -> found.rolling(last, days));
  }

  /**
   * Returns the figures by model, version and day; days without predictions are left out.
   *
   * @param asOf a day is final if its labels were mature at this instant
   */
  public List<AccuracyFigures> figures(Instant asOf) {
    Stream<AccuracyFigures> computed = models.values().stream()
        .flatMap(model -> model.figures(asOf, window -> !isStanding(window)));
    Stream<AccuracyFigures> others = standing.accuracy().stream()
        .filter(row -> isStanding(row.window()))
        .filter(row -> settings.covers(LocalDate.parse(row.window().label())));
    return Stream.concat(computed, others).sorted(BY_KEY).toList();
  }

  private boolean isStanding(Window day) {
    return standing.hold(day, settings.zone());
  }
}
