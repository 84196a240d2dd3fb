package dev.sluice.source;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts and sums of {@linkplain ItemHash hashes} of seeded items, by ranges of their numbers. Items may come in any order. */
final class ItemSums implements Serializable {
  private static final int RANGES = 4_096;

  private final SeededItems all;
  private final long[] counts = new long[RANGES];
  private final long[] hashes = new long[RANGES];

  ItemSums(SeededItems all) {
    this.all = all;
  }

  /** Sums the rows of a table that has these items. */
  static ItemSums of(SeededItems all, Dataset<Row> rows) {
    return rows.javaRDD()
        .mapPartitions(part -> {
          ItemSums sums = new ItemSums(all);
          part.forEachRemaining(row -> sums.add(row.getAs("id"), Reassembled.of(row)));
          return List.of(sums).iterator();
        })
        .reduce(ItemSums::plus);
  }

  /** @param item as {@link Reassembled} has it */
  void add(String id, Object item) {
    int range = (int) (SeededItems.number(id) * RANGES / all.count());
    counts[range]++;
    hashes[range] += ItemHash.of(item);
  }

  ItemSums plus(ItemSums other) {
    ItemSums sum = new ItemSums(all);
    Arrays.setAll(sum.counts, i -> counts[i] + other.counts[i]);
    Arrays.setAll(sum.hashes, i -> hashes[i] + other.hashes[i]);
    return sum;
  }

  long count() {
    return Arrays.stream(counts).sum();
  }

  /** Returns the ranges that are not the same in another sum, by the number of their first item. */
  List<Long> differences(ItemSums other) {
    return IntStream.range(0, RANGES)
        .filter(i -> counts[i] != other.counts[i] || hashes[i] != other.hashes[i])
        .mapToObj(i -> (i * all.count() + RANGES - 1) / RANGES)
        .toList();
  }
}
