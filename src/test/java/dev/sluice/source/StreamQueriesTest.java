package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.FakeStream;
import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table's stream as a Spark stream, to Parquet. */
final class StreamQueriesTest {
  private static final int KILLS = Integer.getInteger("sluice.streams.kills", 30);
  private static final long SEED = Long.getLong("sluice.streams.seed", 21);

  @TempDir
  Path folder;

  private StreamingQuery start(String table, int most, Trigger trigger) throws Exception {
    return start(StreamTables.readStream(TestSpark.session(), table), most, trigger);
  }

  private StreamingQuery start(DataStreamReader reader, int most, Trigger trigger)
      throws Exception {
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

  /** Queries that are stopped at any time, and go on from their checkpoint while a writer writes. */
  @Test
  @Tag("long")
  void eachChangeIsWrittenOnceHoweverOftenTheQueryIsKilled() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    ChangeWriter writer = new ChangeWriter(
        (id, value) -> StreamTables.put(table, id, value), id -> StreamTables.remove(table, id));
    killed(writer, most -> StreamTables.readStream(TestSpark.session(), table), turn -> {});
  }

  /** The same with shards that are split, empty answers, expired iterators and too many readers. */
  @Test
  @Tag("long")
  void soIsEachChangeOfAStreamWhoseShardsAreSplit() throws Exception {
    FakeStream stream = new FakeStream(SEED, InstantSource.system());
    stream.open(2);
    ChangeWriter writer = new ChangeWriter(
        (id, value) -> stream.put(id, Map.of("value", Integer.toString(value))),
        id -> stream.remove(id, false));
    try (FakeStreamServer server = FakeStreamServer.start(stream)) {
      killed(
          writer,
          most -> TestSpark.session()
              .readStream()
              .format("sluice")
              .options(StreamTables.options("fake"))
              .option("endpoint", String.valueOf(server.settings().dynamoDbEndpoint()))
              .schema("id string, value bigint, _change string, _sequence string, _overflow string"),
          turn -> {
            switch (turn % 5) {
              case 0, 1 -> stream.split();
              case 2 -> stream.empty(3);
              case 3 -> server.fail("ExpiredIteratorException", 1);
              default -> server.fail("LimitExceededException", 1);
            }
          });
    }
  }

  private void killed(
      ChangeWriter writer, IntFunction<DataStreamReader> reader, IntConsumer disturbance)
      throws Exception {
    Random random = new Random(SEED);
    writer.start();
    for (int kill = 0; kill < KILLS; kill++) {
      int most = 1 + random.nextInt(60);
      StreamingQuery query = start(reader.apply(most), most, Trigger.ProcessingTime(0));
      Thread.sleep(random.nextInt(1_500));
      disturbance.accept(kill);
      Thread.sleep(random.nextInt(500));
      query.stop();
      assertThat(query.exception().isDefined()).isFalse();
    }
    List<String> expected = writer.stop();
    start(reader.apply(1_000), 1_000, Trigger.AvailableNow()).awaitTermination();
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(written()).isEqualTo(expected);
  }
}
