package dev.sluice.analytics.accuracy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.udaf;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * States of all days that have predictions, up to the date. Spark joins the labels and makes the states, by model, version
 * and day; all versions together, kinds of target and spans of days come from them here. An event's label counts for the
 * day of its prediction.
 */
public final class AccuracyDays {
  private static final int HOURS_PER_DAY = 24;

  private final AnalyticsSettings settings;
  private final NavigableMap<Key, NavigableMap<LocalDate, Outcomes>> states = new TreeMap<>();

  private record Key(String model, String version) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::model).thenComparing(Key::version);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private AccuracyDays(AnalyticsSettings settings) {
    this.settings = settings;
  }

  /** None at all. */
  public static AccuracyDays none(AnalyticsSettings settings) {
    return new AccuracyDays(settings);
  }

  /**
   * Computes them, by one Spark job.
   *
   * @param table of events
   * @param labels the table of labels; null if they are attributes of the events
   */
  public static AccuracyDays of(
      Dataset<Row> table,
      EventAttributes names,
      @Nullable Dataset<Row> labels,
      LabelAttributes labelNames,
      AnalyticsSettings settings) {
    AccuracyDays days = new AccuracyDays(settings);
    Dataset<Row> events = labels == null
        ? Events.of(
            table, names, settings.zone(), Labels.own(table.schema(), labelNames, settings.zone()))
        : joined(
            Events.of(table, names, settings.zone()),
            Labels.newest(labels, labelNames, settings.zone()));
    states(events, settings).collectAsList().forEach(days::add);
    return days;
  }

  private static Dataset<Row> joined(Dataset<Row> events, Dataset<Row> labels) {
    return events.join(labels, col("id").equalTo(col("labelId")), "left");
  }

  private static Dataset<Row> states(Dataset<Row> events, AnalyticsSettings settings) {
    Column state = udaf(new OutcomesAggregator(), OutcomesAggregator.INPUT)
        .apply(col("prediction"), col("label"));
    return events
        .filter(col("hour").lt(Events.firstHour(settings.date().plusDays(1))))
        .filter(col("hour").geq(firstRead(settings)))
        .filter(col("model").isNotNull().and(col("prediction").isNotNull()))
        .withColumn("day", floor(col("hour").divide(HOURS_PER_DAY)))
        .groupBy("model", "version", "day")
        .agg(state.as("state"));
  }

  private static long firstRead(AnalyticsSettings settings) {
    LocalDate first = settings.firstDayRead();
    return first == null ? Long.MIN_VALUE : Events.firstHour(first);
  }

  private void add(Row row) {
    Outcomes state = Outcomes.decode(row.getAs("state"));
    LocalDate day = LocalDate.ofEpochDay(row.<Long>getAs("day"));
    String version = row.getAs("version");
    for (String group : List.of(version, AnalyticsSettings.ALL_VERSIONS)) {
      states
          .computeIfAbsent(new Key(row.getAs("model"), group), unseen -> new TreeMap<>())
          .computeIfAbsent(day, unseen -> new Outcomes())
          .merge(state);
    }
  }

  /** What a model predicts; empty if it has no predictions. */
  public Optional<TargetKind> target(String model) {
    NavigableMap<LocalDate, Outcomes> days =
        states.get(new Key(model, AnalyticsSettings.ALL_VERSIONS));
    TargetKind set = settings.targets().get(model);
    if (days == null) {
      return Optional.empty();
    } else if (set != null) {
      return Optional.of(set);
    }
    Outcomes all = new Outcomes();
    days.values().forEach(all::merge);
    return Optional.of(all.target());
  }

  /** The last so many days up to this one, of all versions of a model together; empty if it has no predictions. */
  public Optional<Rolling> rolling(String model, LocalDate last, int days) {
    Key key = new Key(model, AnalyticsSettings.ALL_VERSIONS);
    return target(model).map(target -> rolling(target, states.get(key), last, days));
  }

  private static Rolling rolling(
      TargetKind target,
      @Nullable NavigableMap<LocalDate, Outcomes> states,
      LocalDate last,
      int days) {
    Map<LocalDate, Outcomes> span =
        states == null ? Map.of() : states.subMap(last.minusDays(days - 1L), true, last, true);
    Tally tally = span.values().stream().map(Outcomes::tally).reduce(Tally.NONE, Tally::plus);
    return AccuracyMetrics.rolling(target, span.size(), tally);
  }

  /**
   * Figures by model, version and day; days without predictions are left out.
   *
   * @param asOf a day is final if its labels were mature then
   */
  public List<AccuracyFigures> figures(Instant asOf) {
    Map<String, TargetKind> targets = new TreeMap<>();
    states.keySet().forEach(key -> target(key.model())
        .ifPresent(kind -> targets.put(key.model(), kind)));
    return states.keySet().stream()
        .flatMap(key -> states.getOrDefault(key, new TreeMap<>()).keySet().stream()
            .filter(settings::covers)
            .map(day ->
                figures(key, targets.getOrDefault(key.model(), TargetKind.CLASS), day, asOf)))
        .toList();
  }

  private AccuracyFigures figures(Key key, TargetKind target, LocalDate day, Instant asOf) {
    NavigableMap<LocalDate, Outcomes> days = states.getOrDefault(key, new TreeMap<>());
    Window window = Window.day(day, settings.zone());
    boolean mature = !window.end().plus(settings.maturity()).isAfter(asOf);
    return new AccuracyMetrics(target, days.getOrDefault(day, new Outcomes()))
        .figures(
            key.model(),
            key.version(),
            window,
            rolling(target, days, day, 7),
            rolling(target, days, day, 28),
            mature ? Status.FINAL : Status.PROVISIONAL);
  }
}
