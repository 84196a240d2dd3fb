package dev.sluice.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Assigns rows to files. A channel's rows are ordered by the hashes of their ids. The hash has 16,384 steps. The order
 * is divided between steps into files with about the same number of rows.
 */
final class FilePlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int STEP_BITS = 14;
  private static final int STEPS = 1 << STEP_BITS;

  /** The seed of the hash by which Spark assigns rows to partitions. */
  private static final int SPARK_SEED = 42;

  private final int[][] partitions = new int[Channel.values().length][];
  private final long[] rows = new long[Channel.values().length];
  private final int[] files = new int[Channel.values().length];
  private int[] keys = {};

  /** The number of rows for each channel and step. */
  static final class Histogram {
    private final long[][] counts = new long[Channel.values().length][STEPS];

    /**
     * Counts rows.
     *
     * @param items with {@code channel}, int, and {@code order}, long
     */
    static Histogram of(Dataset<Row> items) {
      Histogram histogram = new Histogram();
      items
          .groupBy(
              functions.col("channel"),
              functions
                  .shiftrightunsigned(functions.col("order"), Long.SIZE - STEP_BITS)
                  .cast("int")
                  .as("step"))
          .count()
          .collectAsList()
          .forEach(row -> histogram.counts[row.getInt(0)][row.getInt(1)] = row.getLong(2));
      return histogram;
    }

    /** Returns the number of rows of a channel. */
    long rows(Channel channel) {
      long rows = 0;
      for (long count : counts[channel.index()]) {
        rows += count;
      }
      return rows;
    }

    /** Returns the number of rows of all channels up to and including a step. */
    long upTo(int last) {
      long rows = 0;
      for (long[] channel : counts) {
        for (int step = 0; step <= last; step++) {
          rows += channel[step];
        }
      }
      return rows;
    }

    /**
     * Returns the first step up to which all channels together have this number of rows; the last step if there are
     * fewer.
     */
    int stepOf(long wanted) {
      long passed = 0;
      for (int step = 0; step < STEPS; step++) {
        for (long[] channel : counts) {
          passed += channel[step];
        }
        if (passed >= wanted) {
          return step;
        }
      }
      return STEPS - 1;
    }
  }

  /** Returns whether an order belongs to this step or an earlier one. */
  static boolean upTo(int step, long order) {
    return step(order) <= step;
  }

  private static int step(long order) {
    return (int) (order >>> (Long.SIZE - STEP_BITS));
  }

  /**
   * Plans the files.
   *
   * @param channels the channels that have files
   * @param bytesPerRow the bytes of a row in a file
   * @param fileBytes the target size of a file in bytes
   * @param minFiles the smallest number of files of a channel, even if some stay empty
   */
  FilePlan(
      Histogram histogram,
      List<Channel> channels,
      double bytesPerRow,
      long fileBytes,
      int minFiles) {
    int next = 0;
    for (Channel channel : Channel.values()) {
      int i = channel.index();
      rows[i] = histogram.rows(channel);
      if (channels.contains(channel)) {
        long wanted = Math.round(Math.ceil(rows[i] * bytesPerRow / fileBytes));
        files[i] = Math.toIntExact(Math.max(minFiles, wanted));
      }
      partitions[i] = cut(histogram.counts[i], rows[i], next, files[i]);
      next += files[i];
    }
    keys = keys(next);
  }

  private static int[] cut(long[] counts, long rows, int first, int files) {
    int[] partitions = new int[STEPS];
    long before = 0;
    for (int step = 0; step < STEPS; step++) {
      long file = rows == 0 ? 0 : Math.min(files - 1L, before * files / rows);
      partitions[step] = first + (int) file;
      before += counts[step];
    }
    return partitions;
  }

  /** Returns for each partition a number that Spark's own hash assigns to it. */
  private static int[] keys(int partitions) {
    int[] keys = new int[partitions];
    boolean[] found = new boolean[partitions];
    int missing = partitions;
    for (int key = 0; missing > 0; key++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(key, SPARK_SEED), partitions);
      if (!found[partition]) {
        found[partition] = true;
        keys[partition] = key;
        missing--;
      }
    }
    return keys;
  }

  /** Returns the number by which Spark sends a row to the partition of its file. */
  int key(int channel, long order) {
    return keys[partitions[channel][step(order)]];
  }

  /** Returns the number of all files. */
  int size() {
    return keys.length;
  }

  /** Returns the number of rows of a channel. */
  long rows(Channel channel) {
    return rows[channel.index()];
  }

  /** Returns the number of files of a channel. */
  int files(Channel channel) {
    return files[channel.index()];
  }

  /** Returns the path of each partition's file in the snapshot, without {@code .parquet}. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      for (int i = 0; i < files[channel.index()]; i++) {
        names.add("training/%s/part-%05d".formatted(channel.word(), i));
      }
    }
    return names;
  }
}
