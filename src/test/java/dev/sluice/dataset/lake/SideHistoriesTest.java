package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.ReadSettings;
import dev.sluice.demo.export.ExportingServers;
import dev.sluice.export.ExportLocation;
import dev.sluice.source.RandomItems;
import dev.sluice.source.TableSource;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/**
 * Random writes to a table without days, as labels and experiments have, that is scanned in some nights and followed by
 * exports of its changes or by its Stream in others, while it is written. Nights are killed at random: after each one the
 * Iceberg table is the DynamoDB table.
 */
final class SideHistoriesTest {
  private static ExportingServers exporting;

  /** Its clock is not moved, since records of Streams do not go by it. */
  private static ExportingServers streaming;

  @TempDir
  Path folder;

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void start() {
    exporting = new ExportingServers();
    streaming = new ExportingServers();
  }

  @AfterAll
  static void stop() {
    exporting.close();
    streaming.close();
  }

  @Test
  @Tag("thorough")
  void histories() {
    for (long seed = 1; seed <= 2; seed++) {
      new History(folder.resolve("seed" + seed), seed).follow(5);
    }
  }

  @Test
  @Tag("long")
  void manyHistories() {
    long first = LongTest.seed(1_000);
    int number = LongTest.size("sides", 100, 3);
    for (long seed = first; seed < first + number; seed++) {
      new History(folder.resolve("seed" + seed), seed).follow(6);
    }
  }

  /** One table and its nights. */
  private static final class History implements ChangeExports {
    private final long seed;
    private final Random random;
    private final RandomItems items;
    private final LakeGround ground;
    private final boolean isStreamed;
    private final ExportingServers servers;
    private final String table;
    private final String bucket;
    private final Map<String, ExportLocation> exports = new HashMap<>();

    History(Path folder, long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.items = new RandomItems(random.nextLong());
      this.ground =
          new LakeGround(TestSpark.interpreted(), folder.resolve("lake"), LakeGround.BY_KEY);
      this.isStreamed = seed % 2 == 0;
      this.servers = isStreamed ? streaming : exporting;
      this.table = servers.recoverableTable();
      this.bucket = servers.bucket();
      if (isStreamed) {
        servers.dynamoDb.updateTable(r -> r.tableName(table)
            .streamSpecification(s -> s.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
      } else {
        // exports continue a scan from before it on
        servers.control().forward(Duration.ofMinutes(10));
      }
    }

    void follow(int nights) {
      write(30);
      boolean isPlain = false;
      for (int night = 0; night < nights; night++) {
        String runId = "r" + night;
        // a night may have been scanned when its Stream was off
        boolean isScanned = night == 0 || (isStreamed && isPlain) || random.nextInt(3) == 0;
        isPlain = isScanned && isStreamed && random.nextInt(3) == 0;
        if (isStreamed) {
          streamed(runId, isScanned, isPlain);
        } else if (isScanned) {
          exportedWhole(runId);
        } else {
          exported(runId);
        }
        write(5 + random.nextInt(15));
      }
    }

    private void write(int writes) {
      for (int write = 0; write < writes; write++) {
        String id = "i" + random.nextInt(20);
        if (random.nextInt(3) == 0) {
          servers.dynamoDb.deleteItem(
              r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS(id))));
        } else {
          Map<String, AttributeValue> item = new HashMap<>(items.item(id));
          item.values().removeIf(History::hasEmpty);
          servers.put(table, item);
        }
      }
    }

    /** An empty map is {@code {}} in DynamoDB Local's streams, without its type. */
    private static boolean hasEmpty(AttributeValue value) {
      return (value.hasL() && value.l().stream().anyMatch(History::hasEmpty))
          || (value.hasM()
              && (value.m().isEmpty() || value.m().values().stream().anyMatch(History::hasEmpty)));
    }

    private ReadSettings read() {
      return read(Map.of());
    }

    private ReadSettings read(Map<String, String> more) {
      Map<String, String> options = new HashMap<>(more);
      options.put("endpoint", servers.servers.dynamoDb().toString());
      options.put("region", "us-east-1");
      options.put("table", table);
      return TableSource.settings(options);
    }

    private Map<String, Map<String, AttributeValue>> present() {
      Map<String, Map<String, AttributeValue>> present = new TreeMap<>();
      servers.scan(table).forEach(item -> present.put(item.get("id").s(), item));
      return present;
    }

    /** A night of work that may be killed, after which the same run is started again. */
    private interface Night {
      LakeCommit make(CommitWatch watch);
    }

    private LakeCommit killed(int points, Night night) {
      int kill = random.nextInt(2) == 0 ? 1 + random.nextInt(points) : 0;
      int[] passed = {0};
      try {
        return night.make(point -> {
          if (++passed[0] == kill) {
            throw new Killed();
          }
        });
      } catch (Killed e) {
        return night.make(point -> {});
      }
    }

    private void check(LakeCommit commit, Map<String, Map<String, AttributeValue>> expected) {
      assertThat(LakeState.of(ground.table(read().describe()), commit))
          .as("seed %d, %s", seed, commit.runId())
          .isEqualTo(LakeState.of(expected));
      assertThat(commit.rows()).as("seed %d", seed).isEqualTo(expected.size());
    }

    private void exportedWhole(String runId) {
      servers.control().forward(Duration.ofMinutes(6));
      Map<String, Map<String, AttributeValue>> expected = present();
      ReadSettings all = read(servers.completed(table, r -> r.s3Bucket(bucket)).exportArn());
      write(5);
      check(
          killed(3, watch -> ground.bring(runId, all, DeletedItems.REMOVED, false, watch)),
          expected);
    }

    private ReadSettings read(String exportArn) {
      return read(
          Map.of("export-path", exportArn, "s3-endpoint", servers.servers.s3().toString()));
    }

    private void exported(String runId) {
      servers.control().forward(Duration.ofMinutes(20));
      Instant until = servers.cut();
      Map<String, Map<String, AttributeValue>> expected = present();
      write(5);
      servers.control().forward(Duration.ofMinutes(6));
      check(
          killed(3, watch -> ground
              .catchUp(runId, read(), read().describe(), until, this, watch)
              .last()),
          expected);
    }

    /** @param isPlain whether the scan is not followed by the Stream, as if that had been off */
    private void streamed(String runId, boolean isScanned, boolean isPlain) {
      Instant begun = read().describe().describedAt();
      LakePosition position = isPlain
          ? new LakePosition.OfExport(servers.arn(table), begun)
          : LakeStream.scanned(read(), begun);
      write(5);
      LakeCommit last = killed(isScanned && !isPlain ? 6 : 3, watch -> {
        @Nullable
        LakeCommit commit = isScanned ? ground.scan(runId, read(), position, watch) : null;
        return isPlain && commit != null
            ? commit
            : ground.follow(runId, read(), DeletedItems.REMOVED, watch).last();
      });
      check(last, present());
    }

    @Override
    public Instant latest(ReadSettings read) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public Optional<ReadSettings> all(ReadSettings table) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public Optional<Instant> earliest(ReadSettings read) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public boolean begin(ReadSettings read, Instant from, Instant until) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public ReadSettings changes(ReadSettings read, Instant from, Instant until) {
      ExportLocation export = exports.computeIfAbsent(
          from + " " + until,
          window -> new ExportLocation(servers
              .completed(table, r -> r.s3Bucket(bucket)
                  .exportType(ExportType.INCREMENTAL_EXPORT)
                  .incrementalExportSpecification(w -> w.exportFromTime(from).exportToTime(until)))
              .exportArn()));
      return read(export.text()).from(export);
    }

    @Override
    public void scanned(ReadSettings read, String why) {
      throw new IllegalStateException("is told before");
    }

    @Override
    public void left(ReadSettings read, Instant from, Instant until) {
      throw new IllegalStateException("is told before");
    }
  }
}
