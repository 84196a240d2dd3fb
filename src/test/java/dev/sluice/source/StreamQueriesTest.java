package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final int KILLS = 30;

  @TempDir
  Path folder;

  private StreamingQuery start(String table, int most, Trigger trigger) throws Exception {
    return StreamTables.readStream(TestSpark.session(), table)
        .option("max-changes-per-trigger", Integer.toString(most))
        .load()
        .writeStream()
        .format("parquet")
        .option("path", folder.resolve("changes").toString())
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(trigger)
        .start();
  }

  private List<String> written() {
    return TestSpark.session()
        .read()
        .parquet(folder.resolve("changes").toString())
        .selectExpr("concat_ws('|', id, cast(value as string), _change) as change", "_sequence")
        .orderBy("_sequence")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  @Tag("thorough")
  void availableNowTakesWhatThereIsAndEnds() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    for (int i = 0; i < 25; i++) {
      StreamTables.put(table, "a", i);
    }
    start(table, 10, Trigger.AvailableNow()).awaitTermination();
    assertThat(written()).hasSize(25);
    start(table, 10, Trigger.AvailableNow()).awaitTermination();
    assertThat(written()).hasSize(25);
    StreamTables.remove(table, "a");
    StreamingQuery last = start(table, 10, Trigger.AvailableNow());
    last.awaitTermination();
    assertThat(written()).hasSize(26).endsWith("a|remove");
  }

  @Test
  @Tag("thorough")
  void aStreamThatWasTurnedOffAndOnIsRefused() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    StreamTables.put(table, "a", 1);
    start(table, 10, Trigger.AvailableNow()).awaitTermination();
    StreamTables.turnOff(table);
    StreamTables.turnOn(table, StreamViewType.NEW_AND_OLD_IMAGES);
    StreamTables.put(table, "a", 2);
    StreamingQuery again = start(table, 10, Trigger.AvailableNow());
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

  /** Queries that are stopped or fail at any time, and go on from their checkpoint while writers write. */
  @Test
  @Tag("long")
  void eachChangeIsWrittenOnceHoweverOftenTheQueryIsKilled() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    Random random = new Random(Long.getLong("sluice.streams.seed", 21));
    AtomicBoolean writing = new AtomicBoolean(true);
    List<String> expected = new ArrayList<>();
    Thread writer = new Thread(() -> write(table, writing, expected), "writer");
    writer.start();
    for (int kill = 0; kill < KILLS; kill++) {
      StreamingQuery query = start(table, 1 + random.nextInt(40), Trigger.ProcessingTime(0));
      Thread.sleep(random.nextInt(1_500));
      query.stop();
    }
    writing.set(false);
    writer.join();
    start(table, 1_000, Trigger.AvailableNow()).awaitTermination();
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(written()).isEqualTo(expected);
  }

  /** Writes one change after the other, so that their order is known. */
  private static void write(String table, AtomicBoolean writing, List<String> expected) {
    Random random = new Random(3);
    AtomicInteger value = new AtomicInteger();
    List<String> present = new ArrayList<>();
    while (writing.get()) {
      String id = "id-" + random.nextInt(10);
      boolean is = present.contains(id);
      if (is && random.nextInt(4) == 0) {
        StreamTables.remove(table, id);
        present.remove(id);
        expected.add(id + "|remove");
      } else {
        int next = value.incrementAndGet();
        StreamTables.put(table, id, next);
        expected.add(id + "|" + next + (is ? "|modify" : "|insert"));
        if (!is) {
          present.add(id);
        }
      }
      pause(random.nextInt(10));
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
