package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.FakeStream;
import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
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
  void noTriggerTakesMoreThanItsLimit() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    for (int i = 0; i < 25; i++) {
      StreamTables.put(table, "id-" + i % 4, i);
    }

    StreamingQuery query = start(table, 7);
    query.awaitTermination();

    List<Long> batches = Arrays.stream(query.recentProgress())
        .map(StreamingQueryProgress::numInputRows)
        .filter(rows -> rows > 0)
        .toList();
    assertThat(batches).hasSizeGreaterThanOrEqualTo(4).allSatisfy(rows -> assertThat(rows)
        .isLessThanOrEqualTo(7));
    assertThat(batches.stream().mapToLong(rows -> rows).sum()).isEqualTo(25);
    assertThat(written()).hasSize(25);
  }

  /** Its offsets lack the times of records. */
  @Test
  @Tag("thorough")
  void anEarlierReleasesCheckpointIsGoneOnFrom() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    for (int i = 0; i < 12; i++) {
      StreamTables.put(table, "id-" + i % 4, i);
    }
    start(table, 5).awaitTermination();
    assertThat(withoutTimes()).isPositive();
    for (int i = 0; i < 9; i++) {
      StreamTables.put(table, "id-" + i % 4, 100 + i);
    }
    start(table, 5).awaitTermination();
    assertThat(written()).hasSize(21).doesNotHaveDuplicates();
    assertThat(withoutTimes()).isPositive();
  }

  /** Takes the times out of the checkpoint's offsets. Returns the number of offsets that had one. */
  private int withoutTimes() throws IOException {
    int changed = 0;
    try (Stream<Path> files = Files.list(folder.resolve("checkpoint/offsets"))) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".crc")).toList()) {
        String text = Files.readString(file);
        String earlier = text.replaceAll(",\"at\":\"[^\"]*\"", "");
        changed += earlier.equals(text) ? 0 : 1;
        Files.writeString(file, earlier);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      }
    }
    return changed;
  }

  /** An endpoint that keeps records for less than a day gives itself away. */
  @Test
  void aCheckpointWhoseRecordsAreTrimmedIsRefused() throws Exception {
    FakeStream stream = new FakeStream(5, InstantSource.system());
    stream.open(1);
    stream.put("a", Map.of("value", "1"));
    try (FakeStreamServer server = FakeStreamServer.start(stream)) {
      startFake(server).awaitTermination();
      assertThat(written()).containsExactly("a|1|insert");
      stream.put("a", Map.of("value", "2"));
      stream.keep(Duration.ofMillis(1));

      StreamingQuery again = startFake(server);
      assertThatThrownBy(again::awaitTermination)
          .isInstanceOf(StreamingQueryException.class)
          .hasMessageContaining("has trimmed record")
          .hasStackTraceContaining("a new checkpoint location");
    }
    assertThat(written()).hasSize(1);
  }

  private StreamingQuery startFake(FakeStreamServer server) throws Exception {
    return new ParquetChanges(folder)
        .start(
            TestSpark.session()
                .readStream()
                .format("sluice")
                .options(StreamTables.options("fake"))
                .option("endpoint", String.valueOf(server.settings().dynamoDbEndpoint()))
                .schema("id string, value bigint, _change string, _sequence string"),
            10,
            Trigger.AvailableNow());
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
