package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table's stream as a Spark stream, to Parquet. */
final class StreamQueriesTest {
  @TempDir
  Path folder;

  private StreamingQuery start(String table, int most) throws Exception {
    return new ParquetChanges(folder)
        .start(StreamTables.readStream(TestSpark.session(), table), most, Trigger.AvailableNow());
  }

  private List<String> written() {
    return new ParquetChanges(folder).written();
  }

  @Test
  @Tag("thorough")
  void availableNowTakesWhatThereIsAndEnds() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    for (int i = 0; i < 25; i++) {
      StreamTables.put(table, "a", i);
    }
    start(table, 10).awaitTermination();
    assertThat(written()).hasSize(25);
    start(table, 10).awaitTermination();
    assertThat(written()).hasSize(25);
    StreamTables.remove(table, "a");
    StreamingQuery last = start(table, 10);
    last.awaitTermination();
    assertThat(written()).hasSize(26).endsWith("a|remove");
  }

  @Test
  @Tag("thorough")
  void aStreamThatWasTurnedOffAndOnIsRefused() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    StreamTables.put(table, "a", 1);
    start(table, 10).awaitTermination();
    StreamTables.turnOff(table);
    StreamTables.turnOn(table, StreamViewType.NEW_AND_OLD_IMAGES);
    StreamTables.put(table, "a", 2);
    StreamingQuery again = start(table, 10);
    assertThatThrownBy(again::awaitTermination)
        .isInstanceOf(StreamingQueryException.class)
        .hasMessageContaining("has been turned off");
  }

  @Test
  void aTableWithoutTheKindIsRefused() {
    String table = TargetTables.create();
    SparkSession spark = TestSpark.session();
    assertThatThrownBy(() -> spark
            .readStream()
            .format("sluice")
            .option("table", table)
            .option("endpoint", TestServers.dynamoDbEndpoint().toString())
            .load()
            .writeStream()
            .format("noop")
            .option("checkpointLocation", folder.resolve("none").toString())
            .start()
            .processAllAvailable())
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("kind = stream");
  }
}
