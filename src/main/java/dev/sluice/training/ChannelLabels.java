package dev.sluice.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.sluice.failure.Printable;
import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;

/** Counts the labels of each channel's rows. */
final class ChannelLabels {
  /** The largest number of classes that are named. If there are more, the most frequent are named. */
  static final int MAX_CLASSES = 50;

  private static final int MAX_GROUPS = MAX_CLASSES * Channel.values().length;
  private static final int MAX_NAME = 200;

  /** Has the columns {@code channel}, int, and {@code label}, string. */
  private final Dataset<Row> labels;

  private final boolean numeric;
  private final @Nullable List<String> categories;

  private ChannelLabels(Dataset<Row> labels, boolean numeric, @Nullable List<String> categories) {
    this.labels = labels;
    this.numeric = numeric;
    this.categories = categories;
  }

  /**
   * Counts the labels. Up to {@link #MAX_CLASSES} different whole numbers count as classes. For other numbers their
   * range is taken.
   *
   * @param rows with {@code channel}, {@code values} and {@code typedLabel}, as in {@link ViewRows}
   */
  static Map<Channel, HeldLabels> of(
      Dataset<Row> rows, ViewColumns columns, Categories categories) {
    Feature read = columns.label();
    boolean number = read != null;
    boolean coded = read != null && read.categories();
    DataType type = rows.schema().apply("typedLabel").dataType();
    Column label = number ? col("values").getItem(0).cast("string") : text(type);
    Dataset<Row> labels = rows.select(col("channel"), label.as("label"));
    return new ChannelLabels(
            labels,
            !coded && (number || type instanceof NumericType),
            coded ? categories.columns().get(ViewColumns.LABEL) : null)
        .held();
  }

  private static Column text(DataType type) {
    boolean plain =
        type instanceof StringType || type instanceof NumericType || type instanceof BooleanType;
    return plain ? col("typedLabel").cast("string") : to_json(struct(col("typedLabel")));
  }

  private Map<Channel, HeldLabels> held() {
    List<Row> groups = groups(labels).limit(MAX_GROUPS + 1).collectAsList();
    boolean all = groups.size() <= MAX_GROUPS;
    boolean classes = !numeric || (all && areClasses(groups));
    if (!classes) {
      return ranges();
    }
    Map<Channel, HeldLabels.Totals> totals = all ? totals(groups) : totals();
    Map<Channel, Map<String, Long>> named = named(all ? groups : mostFrequent());
    Map<Channel, HeldLabels> held = new EnumMap<>(Channel.class);
    totals.forEach((channel, total) ->
        held.put(channel, HeldLabels.ofClasses(total, named.getOrDefault(channel, Map.of()))));
    return held;
  }

  private static Dataset<Row> groups(Dataset<Row> labels) {
    return labels.groupBy("channel", "label").count();
  }

  private static boolean areClasses(List<Row> groups) {
    return groups.stream().map(row -> row.getString(1)).distinct().count() <= MAX_CLASSES
        && groups.stream().allMatch(row -> isWhole(row.getString(1)));
  }

  private static boolean isWhole(String number) {
    BigDecimal value = NumberGrammar.parse(number);
    return value != null && value.stripTrailingZeros().scale() <= 0;
  }

  /** Returns the groups of the most frequent labels. Equally frequent labels are in text order. */
  private List<Row> mostFrequent() {
    Object[] most = labels
        .groupBy("label")
        .count()
        .orderBy(col("count").desc(), col("label"))
        .limit(MAX_CLASSES)
        .select("label")
        .collectAsList()
        .stream()
        .map(row -> row.get(0))
        .toArray();
    return groups(labels.filter(col("label").isin(most))).collectAsList();
  }

  private Map<Channel, Map<String, Long>> named(List<Row> groups) {
    Map<String, Long> all = new HashMap<>();
    groups.forEach(row -> all.merge(row.getString(1), row.getLong(2), Long::sum));
    List<String> most = all.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_CLASSES)
        .map(Map.Entry::getKey)
        .toList();
    Map<Channel, Map<String, Long>> named = new EnumMap<>(Channel.class);
    groups.stream().filter(row -> most.contains(row.getString(1))).forEach(row -> named
        .computeIfAbsent(channel(row), c -> new TreeMap<>())
        .merge(name(row.getString(1)), row.getLong(2), Long::sum));
    return named;
  }

  private String name(String label) {
    String name = categories == null
        ? (numeric ? NumberGrammar.canonical(label) : label)
        : categories.get((int) Double.parseDouble(label));
    return name.length() <= MAX_NAME ? name : Printable.abridged(name, MAX_NAME);
  }

  private static Map<Channel, HeldLabels.Totals> totals(List<Row> groups) {
    Map<Channel, HeldLabels.Totals> totals = new EnumMap<>(Channel.class);
    groups.forEach(row -> totals.merge(
        channel(row), new HeldLabels.Totals(row.getLong(2), 1), HeldLabels.Totals::plus));
    return totals;
  }

  private Map<Channel, HeldLabels.Totals> totals() {
    Map<Channel, HeldLabels.Totals> totals = new EnumMap<>(Channel.class);
    labels
        .groupBy("channel")
        .agg(count(lit(1)), countDistinct("label"))
        .collectAsList()
        .forEach(
            row -> totals.put(channel(row), new HeldLabels.Totals(row.getLong(1), row.getLong(2))));
    return totals;
  }

  private Map<Channel, HeldLabels> ranges() {
    Column number = col("label").cast("double");
    Map<Channel, HeldLabels> held = new EnumMap<>(Channel.class);
    labels
        .groupBy("channel")
        .agg(count(lit(1)), min(number), avg(number), max(number))
        .collectAsList()
        .forEach(row -> held.put(
            channel(row),
            HeldLabels.ofNumbers(
                row.getLong(1), row.getDouble(2), row.getDouble(3), row.getDouble(4))));
    return held;
  }

  private static Channel channel(Row row) {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel.index() == row.getInt(0))
        .findFirst()
        .orElseThrow();
  }
}
