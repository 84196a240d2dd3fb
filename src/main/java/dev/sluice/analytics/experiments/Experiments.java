package dev.sluice.analytics.experiments;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ScalarText;
import dev.sluice.analytics.WholeAttribute;
import dev.sluice.item.NumberGrammar;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Computes the figures of a table of experiments, by name. */
public final class Experiments {
  private static final String FAILED = "failed";
  private static final String RUNNING = "running";
  private static final List<String> OF_THE_BEST =
      List.of("bestId", "bestTime", "bestValue", "runsSinceBest", "completedSinceBest");

  private final ExperimentAttributes names;

  private Experiments(ExperimentAttributes names) {
    this.names = names;
  }

  /**
   * Returns the figures by name. One Spark job collects the experiments into memory.
   *
   * @param zone zone of times without offset
   */
  public static List<ExperimentFigures> figures(
      Dataset<Row> table, ExperimentAttributes names, ZoneId zone) {
    Map<String, List<Trial>> byName = trials(table, names, zone).collectAsList().stream()
        .map(Trial::of)
        .filter(trial -> names.asksFor(trial.status()))
        .sorted(Trial.ORDER)
        .collect(Collectors.groupingBy(Trial::name, TreeMap::new, Collectors.toList()));
    Experiments experiments = new Experiments(names);
    return byName.entrySet().stream()
        .map(entry -> experiments.figures(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Dataset<Row> trials(Dataset<Row> table, ExperimentAttributes names, ZoneId zone) {
    StructType schema = table.schema();
    return table.select(
        ScalarText.name(schema, names.name()).as("name"),
        ScalarText.name(schema, names.id()).as("id"),
        new EventTime(zone, names.timeFormat())
            .micros(Attribute.column(schema, names.time()))
            .as("micros"),
        ScalarText.name(schema, names.time()).as("time"),
        ScalarText.name(schema, names.status()).as("status"),
        number(Attribute.column(schema, names.metric())).as("value"),
        config(schema, names.config()).as("config"));
  }

  private static Column config(StructType schema, @Nullable String path) {
    return path == null ? lit(null).cast(DataTypes.StringType) : WholeAttribute.json(schema, path);
  }

  private static Column number(Column attribute) {
    UDF2<@Nullable String, @Nullable String, @Nullable String> number = Experiments::number;
    return udf(number, DataTypes.StringType)
        .apply(attribute.getField("type"), attribute.getField("text"));
  }

  /** Returns the number; text in the number grammar counts as a number. */
  private static @Nullable String number(@Nullable String type, @Nullable String text) {
    boolean number = ("N".equals(type) || "S".equals(type)) && NumberGrammar.isNumber(text);
    return number ? text : null;
  }

  private ExperimentFigures figures(String name, List<Trial> trials) {
    BestSoFar soFar = new BestSoFar(names.better());
    List<Run> runs = trials.stream()
        .map(trial -> trial.run(isDone(trial) && soFar.improvedBy(trial)))
        .toList();
    Map<String, Long> byStatus = trials.stream()
        .collect(Collectors.groupingBy(Trial::status, TreeMap::new, Collectors.counting()));
    @Nullable Trial best = soFar.best();
    List<Trial> since = best == null ? List.of() : after(trials, best);
    return new ExperimentFigures(
        name,
        names.metric(),
        names.better(),
        best == null ? null : best.id(),
        best == null ? null : best.time(),
        best == null || best.value() == null ? null : (Double) best.value().doubleValue(),
        soFar.steps(),
        byStatus.getOrDefault(names.done(), 0L),
        trials.stream().filter(trial -> isDone(trial) && trial.value() == null).count(),
        count(byStatus, FAILED),
        count(byStatus, RUNNING),
        best == null ? null : (Long) (long) since.size(),
        best == null ? null : (Long) since.stream().filter(this::isDone).count(),
        byStatus,
        runs,
        absent(best));
  }

  private static List<Trial> after(List<Trial> trials, Trial best) {
    return trials.subList(trials.indexOf(best) + 1, trials.size());
  }

  private boolean isDone(Trial trial) {
    return trial.status().equals(names.done());
  }

  /** Returns the count; null if experiments with this status are not included. */
  private @Nullable Long count(Map<String, Long> byStatus, String status) {
    return names.asksFor(status) ? byStatus.getOrDefault(status, 0L) : null;
  }

  private Map<String, String> absent(@Nullable Trial best) {
    Map<String, String> absent = new TreeMap<>();
    Stream.of(FAILED, RUNNING)
        .filter(status -> !names.asksFor(status))
        .forEach(status -> absent.put(status, "experiments.statuses leaves them out"));
    if (best == null) {
      String reason =
          "no experiment that is %s has a number in %s".formatted(names.done(), names.metric());
      OF_THE_BEST.forEach(figure -> absent.put(figure, reason));
    } else if (best.time() == null) {
      absent.put("bestTime", "the best one has no readable time");
    }
    return absent;
  }
}
