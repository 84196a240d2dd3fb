package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.export.ExportingServers;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/**
 * Incremental exports that are requested of the embedded DynamoDB, read by their ARNs: random writes, windows cut at any
 * second, and writes within a fraction of a second on both sides of a cut.
 */
final class RequestedChangesTest {
  private static final int FEW = 3;
  private static final int WINDOWS = 3;

  private static ExportingServers servers;
  private static String bucket = "";

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
    servers = new ExportingServers();
    bucket = servers.bucket();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  /** Reads an export. */
  private interface Reading {
    List<Row> rows(Map<String, String> options);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void windowAfterWindowTheyEndInTheTable(long seed) {
    follow(
        seed,
        options ->
            TestSpark.session().read().format("sluice").options(options).load().collectAsList());
  }

  @Tag("thorough")
  @Test
  void ofFewHistories() {
    ofHistories(10, FEW);
  }

  @Tag("long")
  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void ofManyHistories() {
    ofHistories(LongTest.seed(100), LongTest.size("histories", 200, 20));
  }

  private static void ofHistories(long first, int histories) {
    for (long seed = first; seed < first + histories; seed++) {
      follow(seed, DecodedRows::of);
    }
  }

  private static void follow(long seed, Reading reading) {
    Random random = new Random(seed);
    RandomItems some = new RandomItems(seed);
    String table = servers.recoverableTable();
    write(table, some, random, random.nextInt(40));
    Instant from = cut(table, some, random);
    ChangedItems items = new ChangedItems(items(table), "seed " + seed);
    for (int window = 0; window < WINDOWS; window++) {
      write(table, some, random, random.nextInt(6));
      servers.control().forward(Duration.ofMinutes(15).plusMillis(random.nextInt(3_600_000)));
      write(table, some, random, random.nextInt(40));
      Instant to = cut(table, some, random);
      Map<String, Object> then = items(table);
      write(table, some, random, random.nextInt(6));
      servers.control().forward(Duration.ofMinutes(6));

      Instant begin = from;
      reading
          .rows(export(table, random, r -> r.exportType(ExportType.INCREMENTAL_EXPORT)
              .incrementalExportSpecification(w -> w.exportFromTime(begin).exportToTime(to))))
          .forEach(items::apply);
      items.assertIs(then);
      List<Row> full = reading.rows(export(table, random, r -> r.exportTime(to)));
      assertThat(ChangedItems.ofRows(full)).as("seed " + seed).isEqualTo(then);
      from = to;
    }
    // each move of the clock looks at all recoverable tables
    servers.dynamoDb.deleteTable(r -> r.tableName(table));
  }

  /** Writes until shortly before a whole second, and returns it when it has come. */
  private static Instant cut(String table, RandomItems some, Random random) {
    Instant now = servers.control().forward(Duration.ZERO);
    long left = 1000 - now.toEpochMilli() % 1000;
    servers.control().forward(Duration.ofMillis(Math.max(0, left - 100 - random.nextInt(200))));
    write(table, some, random, random.nextInt(6));
    return servers.cut();
  }

  private static void write(String table, RandomItems some, Random random, int writes) {
    for (int i = 0; i < writes; i++) {
      String id = "i" + random.nextInt(30);
      if (random.nextInt(3) == 0) {
        servers.dynamoDb.deleteItem(
            r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS(id))));
      } else {
        servers.put(table, some.item(id));
      }
    }
  }

  /** Makes an export and returns the options to read it. */
  private static Map<String, String> export(
      String table, Random random, Consumer<ExportTableToPointInTimeRequest.Builder> request) {
    ExportFormat format = random.nextBoolean() ? ExportFormat.ION : ExportFormat.DYNAMODB_JSON;
    String arn = servers
        .completed(table, r -> request.accept(r.s3Bucket(bucket).exportFormat(format)))
        .exportArn();
    return Map.of(
        "table",
        table,
        "endpoint",
        servers.servers.dynamoDb().toString(),
        "s3-endpoint",
        servers.servers.s3().toString(),
        "region",
        "us-east-1",
        "export-path",
        arn);
  }

  private static Map<String, Object> items(String table) {
    return ChangedItems.of(servers.scan(table));
  }
}
