package dev.sluice.source;

import dev.sluice.access.TableProbe;
import dev.sluice.access.TableSize;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;

/**
 * The size of a read, for Spark's choice of joins. It asks DynamoDB for nothing. Filters are not accounted for, so the
 * figures are upper bounds of what the scan returns, as far as DynamoDB's counts, up to six hours old, are right.
 *
 * @param sizeInBytes empty where nothing tells it: Spark then takes the read for large and broadcasts nothing
 * @param numRows empty likewise
 */
record ReadStatistics(OptionalLong sizeInBytes, OptionalLong numRows) implements Statistics {
  private static final ReadStatistics UNKNOWN =
      new ReadStatistics(OptionalLong.empty(), OptionalLong.empty());

  /** A field of a Spark row takes this many bytes at least, NULL or not. */
  private static final int FIELD_BYTES = 8;

  /**
   * Statistics of items.
   *
   * @param columns of a row
   * @param attributes that are fetched; empty: all
   */
  static ReadStatistics ofItems(TableProbe probe, int columns, List<String> attributes) {
    // DynamoDB counts 0 items in a young table too.
    return TableSize.known(probe)
        .filter(size -> size.items() > 0 && size.bytes() > 0)
        .map(size -> of(size, columns, share(probe, attributes)))
        .orElse(UNKNOWN);
  }

  /** Statistics of counts, one row for each task. */
  static ReadStatistics ofCounts(int tasks, int columns) {
    return rows(tasks, 0, columns);
  }

  private static ReadStatistics of(TableSize size, int columns, double share) {
    return rows(size.items(), size.bytes() * share, columns);
  }

  /** A wide row of few values takes more in Spark than its item does in DynamoDB. */
  private static ReadStatistics rows(double rows, double bytes, int columns) {
    double least = rows * FIELD_BYTES * (columns + 1.0);
    return new ReadStatistics(
        OptionalLong.of((long) Math.ceil(Math.max(bytes, least))), OptionalLong.of((long) rows));
  }

  /** The part of an item's bytes that these attributes have in the sample; 1 where there is no sample. */
  private static double share(TableProbe probe, List<String> attributes) {
    return attributes.isEmpty()
        ? 1
        : probe.sample().map(sample -> sample.traits().share(attributes)).orElse(1.0);
  }
}
