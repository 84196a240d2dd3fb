package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.FakeStream;
import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Spark streams that are stopped at any time, and go on from their checkpoint while a writer writes. */
@Tag("long")
final class KilledStreamsTest {
  private static final int KILLS = LongTest.size("count", 30, 10);
  private static final long SEED = LongTest.seed(21);

  @TempDir
  Path folder;

  @Test
  void eachChangeIsWrittenOnceHoweverOftenTheQueryIsKilled() throws Exception {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    ChangeWriter writer = new ChangeWriter(
        (id, value) -> StreamTables.put(table, id, value), id -> StreamTables.remove(table, id));
    check(writer, () -> StreamTables.readStream(TestSpark.session(), table), turn -> {});
  }

  /** The same with shards that are split, empty answers, expired iterators and too many readers. */
  @Test
  void soIsEachChangeOfAStreamWhoseShardsAreSplit() throws Exception {
    FakeStream stream = new FakeStream(SEED, InstantSource.system());
    stream.open(2);
    ChangeWriter writer = new ChangeWriter(
        (id, value) -> stream.put(id, Map.of("value", Integer.toString(value))),
        id -> stream.remove(id, false));
    try (FakeStreamServer server = FakeStreamServer.start(stream)) {
      check(
          writer,
          () -> TestSpark.session()
              .readStream()
              .format("sluice")
              .options(StreamTables.options("fake"))
              // longer than its empty answers take
              .option("settled-after", "4s")
              .option("endpoint", String.valueOf(server.settings().dynamoDbEndpoint()))
              .schema(
                  "id string, value bigint, _change string, _sequence string, _overflow string"),
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

  /** A query may be stopped while it is planned, which Spark calls an error. */
  private static void checkStopped(StreamingQuery query) {
    if (query.exception().isDefined()) {
      assertThat(query.exception().get()).hasMessageContaining("interrupted");
    }
  }

  private void check(
      ChangeWriter writer, Supplier<DataStreamReader> reader, IntConsumer disturbance)
      throws Exception {
    ParquetChanges changes = new ParquetChanges(folder);
    Random random = new Random(SEED);
    writer.start();
    for (int kill = 0; kill < KILLS; kill++) {
      int most = 1 + random.nextInt(60);
      StreamingQuery query = changes.start(reader.get(), most, Trigger.ProcessingTime(0));
      Thread.sleep(random.nextInt(1_500));
      disturbance.accept(kill);
      Thread.sleep(random.nextInt(500));
      query.stop();
      checkStopped(query);
    }
    List<String> expected = writer.stop();
    changes.start(reader.get(), 1_000, Trigger.AvailableNow()).awaitTermination();
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(changes.written()).isEqualTo(expected);
  }
}
