package dev.sluice.bench.pages;

import java.util.List;
import java.util.Locale;

/** The tables. Each has a name to read it by, and checks of what was read. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are, and its makers have no state
public enum BenchTable {
  /** Flat items of 0.5 KB. */
  INFERENCE(
      new InferenceItems(),
      96,
      Integer.MAX_VALUE,
      List.of("requestId", "timestamp"),
      List.of("prediction", "latencyMs"),
      List.of(
          new Check("inputData", "sum(length(inputData))"),
          new Check("latencyMs", "sum(cast(round(latencyMs * 1000) as bigint))"),
          new Check("prediction", "count(prediction)"))),
  /** Nested items of 1.2 KB. */
  EXPERIMENTS(
      new ExperimentItems(),
      96,
      Integer.MAX_VALUE,
      List.of("experiment_id"),
      List.of("notes", "metrics"),
      List.of(
          new Check("notes", "sum(length(notes))"),
          new Check("metrics", "sum(cast(round(metrics.validation.accuracy * 1000000) as bigint))"),
          new Check("config", "sum(size(config.tags))"),
          new Check("history", "sum(size(history))"),
          new Check("importance", "sum(size(importance))"))),
  /** Items of nearly 400 KB. */
  LARGE(
      new LargeItems(),
      24,
      Integer.MAX_VALUE,
      List.of("requestId", "timestamp"),
      List.of("requestId", "document"),
      List.of(new Check("document", "sum(length(document))"))),
  /** Flat items, one a page. */
  SINGLE(new InferenceItems(), 96, 1, INFERENCE.keys, INFERENCE.twoColumns, INFERENCE.checks);

  private final ItemMaker maker;
  private final int poolPages;
  private final int itemsAPage;
  private final List<String> keys;
  private final List<String> twoColumns;
  private final List<Check> checks;

  /**
   * A sum that shows that a reader saw all values of a column.
   *
   * @param sum a Spark SQL expression over the table's rows, a whole number
   */
  public record Check(String column, String sum) {}

  BenchTable(
      ItemMaker maker,
      int poolPages,
      int itemsAPage,
      List<String> keys,
      List<String> twoColumns,
      List<Check> checks) {
    this.maker = maker;
    this.poolPages = poolPages;
    this.itemsAPage = itemsAPage;
    this.keys = keys;
    this.twoColumns = twoColumns;
    this.checks = checks;
  }

  /** Items of a pass that takes long enough for what happens once a pass not to matter. */
  public long itemsOfPass() {
    return this == EXPERIMENTS ? 1_200_000 : 4_000_000;
  }

  /** What Scan and options call it. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the key attributes, all of type S. */
  public List<String> keys() {
    return keys;
  }

  /** The columns of those who read two of them. */
  public List<String> twoColumns() {
    return twoColumns;
  }

  /** What shows that a reader saw every item whole. */
  public List<Check> checks() {
    return checks;
  }

  /** Different pages, after which they come again. */
  public int poolPages() {
    return poolPages;
  }

  /** More than this a page never has, however small they are. */
  int itemsAPage() {
    return itemsAPage;
  }

  ItemMaker maker() {
    return maker;
  }
}
