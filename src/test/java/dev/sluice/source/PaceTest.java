package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.TableDescription;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.testing.ThrottlingTable;
import dev.sluice.testing.ThrottlingTable.Gives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The pace of scans in real time, of a table that throttles. {@code -Dsluice.long.seconds} says how long each scan goes
 * on.
 */
@Tag("long")
final class PaceTest {
  private static final Logger LOG = LoggerFactory.getLogger(PaceTest.class);
  private static final double SECONDS = Integer.getInteger("sluice.long.seconds", 60);
  private static final double LIMIT = 100;
  private static final int ITEMS = 400;

  private static String table;

  private final List<Request> requests = new ArrayList<>();

  private record Request(double second, boolean throttled, double units) {}

  /** Large items: the embedded DynamoDB looks at every item of a table for each page of a segment. */
  @BeforeAll
  static void load() {
    List<TableDescription.Key> keys = List.of(new TableDescription.Key("id", "S"));
    table = TargetTables.create(keys);
    TargetTables.put(
        table,
        keys,
        IntStream.range(0, ITEMS)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("item-" + i),
                "text", AttributeValue.fromS("x".repeat(39_000)))));
  }

  @Test
  void aTableThatGivesLessIsReadAtWhatItGives() {
    scan("table gives 60", Gives.always(60));

    assertThat(rate(30, SECONDS)).isGreaterThan(0.85 * 60);
    assertThat(throttled(30, SECONDS)).isLessThan(0.05);
  }

  @Test
  void throttlingByChanceHardlySlowsTheScan() {
    scan("5 % throttled by chance", Gives.always(1_000).throttlingByChance(0.05));

    assertThat(rate(30, SECONDS)).isGreaterThan(0.85 * LIMIT);
  }

  /** The hot segments alone take a minute, the others twenty seconds. */
  @Test
  void aHotPartitionSlowsItsOwnSegmentsOnly() {
    scan("a hot partition of 16 gives 2", Gives.always(1_000).withHotPartition(2));

    assertThat(rate(3, 15)).isGreaterThan(0.85 * LIMIT);
  }

  private void scan(String what, Gives gives) {
    ThrottlingTable throttling = new ThrottlingTable(gives, new Random(18));
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Dataset<Row> rows = read(front);
      double begin = System.nanoTime() / 1e9;
      front.otherwise(plan(throttling, begin));
      // two at once, so that one goes on while the other has only few segments left
      IntStream.range(0, 2).parallel().forEach(i -> {
        while (System.nanoTime() / 1e9 - begin < SECONDS) {
          assertThat(rows.count()).isEqualTo(ITEMS);
        }
      });
    }
    for (int from = 0; from < SECONDS; from += 10) {
      LOG.info(
          "{}, limit 100: second {} on: {} read units a second, {} % of requests throttled",
          what,
          from,
          Math.round(rate(from, from + 10)),
          Math.round(100 * throttled(from, from + 10)));
      assertThat(rate(from, from + 10)).as("from second %s on", from).isLessThan(1.05 * LIMIT);
    }
  }

  private Function<DynamoDbRequest, InjectedFault> plan(ThrottlingTable throttling, double begin) {
    return asked -> !asked.operation().equals("Scan")
        ? InjectedFault.NONE
        : (request, dynamoDb) -> {
          int segment = request.body().path("Segment").asInt();
          int segments = request.body().path("TotalSegments").asInt();
          double second = System.nanoTime() / 1e9 - begin;
          if (!throttling.serves(second, segment, segments)) {
            add(new Request(second, true, 0));
            return InjectedFault.throttled().answer(request, dynamoDb);
          }
          DynamoDbReply reply = dynamoDb.apply(request);
          double units =
              reply.body().path("ConsumedCapacity").path("CapacityUnits").asDouble();
          throttling.take(units, segment, segments);
          add(new Request(second, false, units));
          return reply;
        };
  }

  private synchronized void add(Request request) {
    requests.add(request);
  }

  private synchronized double rate(double from, double to) {
    return requests.stream()
            .filter(r -> r.second >= from && r.second < to)
            .mapToDouble(Request::units)
            .sum()
        / (to - from);
  }

  private synchronized double throttled(double from, double to) {
    return requests.stream()
        .filter(r -> r.second >= from && r.second < to)
        .mapToInt(r -> r.throttled ? 1 : 0)
        .average()
        .orElse(0);
  }

  private static Dataset<Row> read(FaultyDynamoDb front) {
    TestServers.credentials();
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("region", "us-east-1")
        .option("endpoint", front.endpoint().toString())
        .option("max-read-units", (long) LIMIT)
        .option("segments", 64)
        .load();
  }
}
