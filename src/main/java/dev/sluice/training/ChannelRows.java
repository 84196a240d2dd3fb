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
 * Rows that are shared out.
 *
 * @param rows with {@code channel}, the channel's ordinal
 * @param histogram of them
 * @param borders where time decides; null: a hash does
 */
record ChannelRows(
    Dataset<Row> rows,
    FilePlan.Histogram histogram,
    @Nullable Borders borders) {
  /** Shares rows out. */
  static ChannelRows of(Dataset<Row> rows, SplitSettings split) {
    ChannelRows shared =
        split.by() == SplitSettings.By.TIME ? byTime(rows, split) : byHash(rows, split);
    shared.checkTrain();
    return shared;
  }

  private static ChannelRows byTime(Dataset<Row> rows, SplitSettings split) {
    Borders borders = Borders.of(rows, split, rows.count());
    return shared(rows.withColumn("channel", borders.channel()), borders);
  }

  private static ChannelRows byHash(Dataset<Row> rows, SplitSettings split) {
    SplitHash hash = new SplitHash(split);
    var channel = udf((UDF1<String, Integer>) hash::channel, DataTypes.IntegerType);
    return shared(rows.withColumn("channel", channel.apply(col("key"))), null);
  }

  private static ChannelRows shared(Dataset<Row> shared, @Nullable Borders borders) {
    return new ChannelRows(shared, FilePlan.Histogram.of(shared), borders);
  }

  private void checkTrain() {
    if (histogram.rows(Channel.TRAIN) == 0) {
      throw new DataGateException(
          "the training set has no row to train on",
          "See how many items are labelled, and sluice.dataset.training.filter and split.");
    }
  }
}
