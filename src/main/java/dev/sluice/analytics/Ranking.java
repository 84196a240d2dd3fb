package dev.sluice.analytics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import dev.sluice.analytics.Others.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;

/**
 * Finds the models and versions with the most items in the days read. Spark counts and sorts them; only as many as
 * {@link Limits} allow, and those that are listed, reach the driver.
 */
final class Ranking {
  private final AnalyticsSettings settings;
  private final Limits limits;
  private int versions;
  /** The columns {@code model, version, items}. */
  private final Dataset<Row> counts;

  private Ranking(AnalyticsSettings settings, Dataset<Row> counts) {
    this.settings = settings;
    this.limits = settings.limits();
    this.counts = counts;
  }

  /**
   * Returns the models and versions to keep.
   *
   * @param states the states of hours, with {@code items}
   */
  static Kept of(Dataset<Row> states, AnalyticsSettings settings) {
    Dataset<Row> counts = Events.read(states, settings)
        .filter(col("model").isNotNull())
        .groupBy("model", "version")
        .agg(sum("items").as("items"))
        .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new Ranking(settings, counts).kept();
    } finally {
      counts.unpersist();
    }
  }

  private Kept kept() {
    List<Row> first = models()
        .orderBy(col("items").desc(), col("model"))
        .limit(limits.models() + Others.MAX_LISTED)
        .collectAsList();
    Map<String, Long> own = new LinkedHashMap<>();
    first.stream().limit(limits.models()).forEach(row -> own.put(row.getString(0), row.getLong(1)));
    versions = versions(first.stream().limit(limits.models()).toList());
    Dataset<Row> ranked = ranked(own.keySet());
    List<Counted> listed = new ArrayList<>();
    first.stream()
        .skip(limits.models())
        .forEach(row -> listed.add(new Counted(row.getString(0), null, row.getLong(1))));
    listedVersions(ranked).forEach(listed::add);
    return new Kept(Set.copyOf(own.keySet()), versions(ranked), others(own, ranked, listed));
  }

  /** Returns the number of versions that each model may keep, so that all together stay within the limit. */
  private int versions(List<Row> models) {
    long wanted = models.stream()
        .mapToLong(row -> Math.min(row.<Long>getAs("versions"), limits.versions()))
        .sum();
    return wanted <= limits.pairs() ? limits.versions() : limits.versionsOf(models.size());
  }

  private Dataset<Row> models() {
    return counts.groupBy("model").agg(sum("items").as("items"), count(lit(1)).as("versions"));
  }

  private Others others(Map<String, Long> own, Dataset<Row> ranked, List<Counted> listed) {
    Row all = models().agg(count(lit(1)), sum("items")).head();
    Row beyond = ranked.filter(isBeyond()).agg(count(lit(1)), sum("items")).head();
    return new Others(
        all.getLong(0) - own.size(),
        whole(all) - own.values().stream().mapToLong(Long::longValue).sum(),
        beyond.getLong(0),
        whole(beyond),
        listed);
  }

  /** Returns the versions of these models, the most frequent first; the configured baseline comes before all. */
  private Dataset<Row> ranked(Set<String> models) {
    String baseline = settings.baselineVersion();
    Column last = baseline == null ? lit(false) : col("version").notEqual(baseline);
    return counts
        .filter(col("model").isin(models.toArray()))
        .withColumn(
            "rank",
            row_number()
                .over(Window.partitionBy("model")
                    .orderBy(last, col("items").desc(), col("version"))));
  }

  private Column isBeyond() {
    return col("rank").gt(versions);
  }

  private Stream<Counted> listedVersions(Dataset<Row> ranked) {
    return ranked
        .filter(isBeyond())
        .orderBy(col("items").desc(), col("model"), col("version"))
        .limit(Others.MAX_LISTED)
        .collectAsList()
        .stream()
        .map(
            row -> new Counted(row.getAs("model"), row.getAs("version"), row.<Long>getAs("items")));
  }

  /** Returns the versions to keep of models that have more. */
  private Map<String, Set<String>> versions(Dataset<Row> ranked) {
    Dataset<Row> many = models().filter(col("versions").gt(versions)).select("model");
    Map<String, Set<String>> own = new TreeMap<>();
    ranked
        .filter(col("rank").leq(versions))
        .join(many, "model")
        .select("model", "version")
        .collectAsList()
        .forEach(row ->
            own.computeIfAbsent(row.getString(0), unseen -> new TreeSet<>()).add(row.getString(1)));
    return own;
  }

  private static long whole(Row row) {
    return row.isNullAt(1) ? 0 : row.getLong(1);
  }
}
