package dev.sluice.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.sluice.failure.DataGateException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Rows with their channels.
 *
 * @param rows with a column {@code channel}, the index of the channel
 * @param histogram the histogram of the rows
 * @param borders the borders of the channels if they are divided by time; null: divided by a hash
 */
record ChannelRows(
    Dataset<Row> rows,
    FilePlan.Histogram histogram,
    @Nullable Borders borders) {
  /** Assigns rows to channels. */
  static ChannelRows of(Dataset<Row> rows, SplitSettings split) {
    ChannelRows channels =
        split.by() == SplitSettings.By.TIME ? byTime(rows, split) : byHash(rows, split);
    channels.checkTrain();
    return channels;
  }

  private static ChannelRows byTime(Dataset<Row> rows, SplitSettings split) {
    Borders borders = Borders.of(rows, split, rows.count());
    return withHistogram(rows.withColumn("channel", borders.channel()), borders);
  }

  private static ChannelRows byHash(Dataset<Row> rows, SplitSettings split) {
    SplitHash hash = new SplitHash(split);
    var channel = udf((UDF1<String, Integer>) hash::channel, DataTypes.IntegerType);
    return withHistogram(rows.withColumn("channel", channel.apply(col("key"))), null);
  }

  private static ChannelRows withHistogram(Dataset<Row> rows, @Nullable Borders borders) {
    return new ChannelRows(rows, FilePlan.Histogram.of(rows), borders);
  }

  private void checkTrain() {
    if (histogram.rows(Channel.TRAIN) == 0) {
      throw new DataGateException(
          "the training set has no rows to train on",
          "Check how many items are labelled, and sluice.dataset.training.filter and split.");
    }
  }
}
