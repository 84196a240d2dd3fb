package dev.sluice.source;

import dev.sluice.access.TableProbe;
import dev.sluice.access.TableSize;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;

/**
 * The size of a read, for Spark's choice of joins. Sends no request to DynamoDB. Filters are not taken into account, so
 * the figures are upper bounds, as far as DynamoDB's counts, up to six hours old, are right. The keys of Queries are
 * taken into account: in a table without a sort key they also give upper bounds, else several times the expected size.
 *
 * @param sizeInBytes empty: not known; then Spark assumes a large read and broadcasts nothing
 * @param numRows empty: not known
 */
record ReadStatistics(OptionalLong sizeInBytes, OptionalLong numRows) implements Statistics {
  static final ReadStatistics UNKNOWN =
      new ReadStatistics(OptionalLong.empty(), OptionalLong.empty());

  /** The smallest number of bytes that a field of a Spark row takes, even if it is NULL. */
  private static final int FIELD_BYTES = 8;

  /** DynamoDB's limit on an item. */
  private static final int MAX_ITEM_BYTES = 400 << 10;

  /** A key may have more items than the keys of the sample have on average. */
  private static final double ITEMS_MARGIN = 4;

  /**
   * Returns the statistics of items.
   *
   * @param columns the number of columns of a row
   * @param attributes the attributes that are fetched; empty: all
   */
  static ReadStatistics ofItems(TableProbe probe, int columns, List<String> attributes) {
    // DynamoDB also counts 0 items in a young table
    return TableSize.known(probe)
        .filter(size -> size.items() > 0 && size.bytes() > 0)
        .map(size -> of(size, columns, share(probe, attributes)))
        .orElse(UNKNOWN);
  }

  /**
   * Returns the statistics of the items that Queries find.
   *
   * @param queries the number of Queries, each for one value of the partition key
   * @param columns the number of columns of a row
   * @param attributes the attributes that are fetched; empty: all
   */
  static ReadStatistics ofQueries(
      TableProbe probe, int queries, int columns, List<String> attributes) {
    boolean oneEach =
        probe.settings().index() == null && probe.description().keys().size() == 1;
    ReadStatistics all = ofItems(probe, columns, attributes);
    if (all.numRows.isEmpty()) {
      return oneEach ? rows(queries, (double) queries * MAX_ITEM_BYTES, columns) : UNKNOWN;
    }
    double items = all.numRows.getAsLong();
    double perKey =
        oneEach ? 1 : ITEMS_MARGIN * TableSize.known(probe).orElseThrow().itemsPerKey();
    double rows = Math.min(items, Math.ceil(queries * perKey));
    return rows(rows, all.sizeInBytes.getAsLong() * rows / items, columns);
  }

  /** Returns the statistics of counts, one row for each task. */
  static ReadStatistics ofCounts(int tasks, int columns) {
    return rows(tasks, 0, columns);
  }

  private static ReadStatistics of(TableSize size, int columns, double share) {
    return rows(size.items(), size.bytes() * share, columns);
  }

  /**
   * Returns the statistics of rows. A wide row of few values takes more bytes in Spark than its item does in DynamoDB.
   */
  private static ReadStatistics rows(double rows, double bytes, int columns) {
    double least = rows * FIELD_BYTES * (columns + 1.0);
    return new ReadStatistics(
        OptionalLong.of((long) Math.ceil(Math.max(bytes, least))), OptionalLong.of((long) rows));
  }

  /**
   * Returns the share of an item's bytes that belongs to these attributes in the sample; 1 if there is no sample, or rows
   * are changes, which have two items.
   */
  private static double share(TableProbe probe, List<String> attributes) {
    return attributes.isEmpty() || probe.readsChanges()
        ? 1
        : probe.sample().map(sample -> sample.traits().share(attributes)).orElse(1.0);
  }
}
