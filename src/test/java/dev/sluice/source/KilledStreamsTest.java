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

/** Spark streams that are stopped or killed at any time, and go on from their checkpoint while a writer writes. */
@Tag("long")
final class KilledStreamsTest {
  private static final int KILLS = LongTest.size("count", 30, 6);
  private static final int PROCESSES = LongTest.size("count", 30, 2);
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
    ChangeWriter writer = writer(stream);
    try (FakeStreamServer server = FakeStreamServer.start(stream)) {
      check(
          writer,
          () -> StreamingProcess.reader(TestSpark.session(), server),
          turn -> disturb(stream, server, turn));
    }
  }

  /** The same in processes that end as by {@code kill -9}, with all that Spark has in memory. */
  @Test
  void soIsEachChangeWhenTheProcessIsKilled() throws Exception {
    FakeStream stream = new FakeStream(SEED, InstantSource.system());
    stream.open(2);
    ChangeWriter writer = writer(stream);
    ParquetChanges changes = new ParquetChanges(folder);
    Random random = new Random(SEED);
    try (FakeStreamServer server = FakeStreamServer.start(stream)) {
      writer.start();
      for (int kill = 0; kill < PROCESSES; kill++) {
        StreamingProcess process = StreamingProcess.start(server, folder, 1 + random.nextInt(60));
        try {
          Thread.sleep(random.nextInt(4_000));
          disturb(stream, server, kill);
          Thread.sleep(random.nextInt(1_000));
        } finally {
          process.kill();
        }
      }
      assertIsWritten(changes, writer.stop(), StreamingProcess.reader(TestSpark.session(), server));
    }
  }

  private static ChangeWriter writer(FakeStream stream) {
    return new ChangeWriter(
        (id, value) -> stream.put(id, Map.of("value", Integer.toString(value))),
        id -> stream.remove(id, false));
  }

  private static void disturb(FakeStream stream, FakeStreamServer server, int turn) {
    switch (turn % 5) {
      case 0, 1 -> stream.split();
      case 2 -> stream.empty(3);
      case 3 -> server.fail("ExpiredIteratorException", 1);
      default -> server.fail("LimitExceededException", 1);
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
    assertIsWritten(changes, writer.stop(), reader.get());
  }

  private static void assertIsWritten(
      ParquetChanges changes, List<String> expected, DataStreamReader reader) throws Exception {
    changes.start(reader, 1_000, Trigger.AvailableNow()).awaitTermination();
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(changes.written()).isEqualTo(expected);
  }
}
