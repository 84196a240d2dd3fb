package dev.sluice.analytics.experiments;

import static org.apache.spark.sql.functions.udf;

import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.NumberText;
import dev.sluice.analytics.Scalar;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Figures of a table of experiments, by name. */
public final class Experiments {
  private static final String FAILED = "failed";
  private static final String RUNNING = "running";

  private final ExperimentAttributes names;

  private Experiments(ExperimentAttributes names) {
    this.names = names;
  }

  /**
   * The figures, by name; by one Spark job, the experiments themselves in memory.
   *
   * @param zone of times without offset
   */
  public static List<ExperimentFigures> figures(
      Dataset<Row> table, ExperimentAttributes names, ZoneId zone) {
    Map<String, List<Trial>> byName = trials(table, names, zone).collectAsList().stream()
        .map(Trial::of)
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
        Scalar.name(schema, names.name()).as("name"),
        Scalar.name(schema, names.id()).as("id"),
        new EventTime(zone).micros(Attribute.column(schema, names.time())).as("micros"),
        Scalar.name(schema, names.time()).as("time"),
        Scalar.name(schema, names.status()).as("status"),
        number(Attribute.column(schema, names.metric())).as("value"));
  }

  private static Column number(Column attribute) {
    UDF2<@Nullable String, @Nullable String, @Nullable Double> number = Experiments::number;
    return udf(number, DataTypes.DoubleType)
        .apply(attribute.getField("type"), attribute.getField("text"));
  }

  private static @Nullable Double number(@Nullable String type, @Nullable String text) {
    BigDecimal number = "N".equals(type) || "S".equals(type) ? NumberText.parse(text) : null;
    return number == null ? null : (Double) number.doubleValue();
  }

  private ExperimentFigures figures(String name, List<Trial> trials) {
    Trial best = null;
    List<Run> runs = new ArrayList<>();
    for (Trial trial : trials) {
      boolean improved = isDone(trial) && improves(trial.value(), best);
      best = improved ? trial : best;
      runs.add(trial.run(improved));
    }
    Map<String, Long> byStatus = trials.stream()
        .collect(Collectors.groupingBy(Trial::status, TreeMap::new, Collectors.counting()));
    return new ExperimentFigures(
        name,
        names.metric(),
        names.better(),
        best == null ? null : best.id(),
        best == null ? null : best.time(),
        best == null ? null : best.value(),
        byStatus.getOrDefault(names.done(), 0L),
        byStatus.getOrDefault(FAILED, 0L),
        byStatus.getOrDefault(RUNNING, 0L),
        byStatus,
        runs,
        absent(best));
  }

  private boolean isDone(Trial trial) {
    return trial.status().equals(names.done());
  }

  /** Of equal values the first stays the best. */
  private boolean improves(@Nullable Double value, @Nullable Trial best) {
    if (value == null || best == null || best.value() == null) {
      return value != null;
    }
    return names.better() == Better.LARGER ? value > best.value() : value < best.value();
  }

  private Map<String, String> absent(@Nullable Trial best) {
    Map<String, String> absent = new TreeMap<>();
    if (best == null) {
      String reason =
          "no experiment that is %s has a number in %s".formatted(names.done(), names.metric());
      absent.put("bestId", reason);
      absent.put("bestTime", reason);
      absent.put("bestValue", reason);
    } else if (best.time() == null) {
      absent.put("bestTime", "the best one has no readable time");
    }
    return absent;
  }
}
