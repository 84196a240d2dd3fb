package dev.sluice.bench.pages;

import java.util.List;
import java.util.Locale;

/** The tables. Each has a name to read it by, and checks: Spark SQL sums that show that a reader saw every item whole. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are, and its makers have no state
public enum BenchTable {
  /** Flat items of 0.5 KB. */
  INFERENCE(
      new InferenceItems(),
      96,
      Integer.MAX_VALUE,
      List.of("requestId", "timestamp"),
      List.of(
          "sum(length(inputData))",
          "sum(cast(round(latencyMs * 1000) as bigint))",
          "count(prediction)")),
  /** Nested items of 1.2 KB. */
  EXPERIMENTS(
      new ExperimentItems(),
      96,
      Integer.MAX_VALUE,
      List.of("experiment_id"),
      List.of(
          "sum(length(notes))",
          "sum(cast(round(metrics.validation.accuracy * 1000000) as bigint))",
          "sum(size(config.tags))",
          "sum(size(history))",
          "sum(size(importance))")),
  /** Items of nearly 400 KB. */
  LARGE(
      new LargeItems(),
      24,
      Integer.MAX_VALUE,
      List.of("requestId", "timestamp"),
      List.of("sum(length(document))")),
  /** Flat items, one a page. */
  SINGLE(new InferenceItems(), 96, 1, INFERENCE.keys, INFERENCE.checks);

  private final ItemMaker maker;
  private final int poolPages;
  private final int itemsAPage;
  private final List<String> keys;
  private final List<String> checks;

  BenchTable(
      ItemMaker maker, int poolPages, int itemsAPage, List<String> keys, List<String> checks) {
    this.maker = maker;
    this.poolPages = poolPages;
    this.itemsAPage = itemsAPage;
    this.keys = keys;
    this.checks = checks;
  }

  /** What Scan and options call it. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the key attributes, all of type S. */
  public List<String> keys() {
    return keys;
  }

  /** Spark SQL expressions over the table's rows, each a whole number. */
  public List<String> checks() {
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
