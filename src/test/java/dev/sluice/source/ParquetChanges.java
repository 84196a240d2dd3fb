package dev.sluice.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** A Spark stream to Parquet in a folder, with its checkpoint. */
record ParquetChanges(Path folder) {
  /** @param most the changes of a trigger */
  StreamingQuery start(DataStreamReader reader, int most, Trigger trigger) throws Exception {
    return reader
        .option("max-changes-per-trigger", Integer.toString(most))
        .load()
        .writeStream()
        .format("parquet")
        .option("path", folder.resolve("changes").toString())
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(trigger)
        .start();
  }

  /** Returns what was written, in the order of the sequence: {@code id|value|change}. */
  List<String> written() {
    return TestSpark.session()
        .read()
        .parquet(folder.resolve("changes").toString())
        .orderBy("_sequence")
        .select(concat_ws("|", col("id"), col("value").cast("string"), col("_change")))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
