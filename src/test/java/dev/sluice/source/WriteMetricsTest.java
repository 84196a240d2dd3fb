package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark's SQL page shows of a write, out of the store that it is made from. */
final class WriteMetricsTest {
  private final DoubleAdder consumed = new DoubleAdder();

  /** Also where the number of rows is that after which Spark asks for metrics, and where there are none. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200, 333})
  void theSqlPageShowsAllRows(int rows) throws Exception {
    try (FaultyDynamoDb front = front()) {
      front.next("BatchWriteItem", rows == 333 ? 2 : 0, InjectedFault.unprocessed(10));

      Map<String, String> shown = written(
          front,
          "select string(id) id, repeat('x', 1500) x from range(0, " + rows + ", 1, 1)",
          Map.of());

      assertThat(shown)
          .containsEntry("items written", "" + rows)
          .containsEntry("items unchanged", "0")
          .containsEntry("items refused by the condition", "0")
          .containsEntry("write requests retried", rows == 333 ? "2" : "0");
      if (rows != 333) {
        assertThat(shown).containsEntry("write units", units(2 * rows));
        assertThat(consumed.sum()).isEqualTo(2 * rows);
      }
    }
  }

  @Test
  void theSqlPageShowsWhatAConditionRefuses() throws Exception {
    try (FaultyDynamoDb front = front()) {
      String table = TargetTables.create();
      Map<String, String> options = Map.of(
          "table", table,
          "condition", "attribute_not_exists(id)",
          "on-condition-failure", "skip");
      written(front, "select string(id) id, 1 n from range(0, 40)", options);
      front.next("PutItem", 2, InjectedFault.throttled());

      Map<String, String> shown =
          written(front, "select string(id) id, if(id < 30, 1, 2) n from range(0, 100)", options);

      assertThat(shown)
          .containsEntry("items written", "60")
          .containsEntry("items unchanged", "30")
          .containsEntry("items refused by the condition", "10")
          .containsEntry("write units", "100.0")
          .containsEntry("write requests retried", "2");
    }
  }

  private FaultyDynamoDb front() {
    return FaultyDynamoDb.start().otherwise(request -> (call, dynamoDb) -> {
      DynamoDbReply reply = dynamoDb.apply(call);
      for (JsonNode capacity : reply.body().path("ConsumedCapacity")) {
        consumed.add(capacity.path("CapacityUnits").asDouble());
      }
      return reply;
    });
  }

  private static String units(double units) {
    return String.format(Locale.ROOT, "%,.1f", units);
  }

  /** Writes rows. Returns what the page shows, by name. */
  private static Map<String, String> written(
      FaultyDynamoDb front, String rows, Map<String, String> options) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("endpoint", front.endpoint().toString()));
    all.putAll(options);
    all.computeIfAbsent("table", t -> TargetTables.create());
    SparkSession spark = TestSpark.session();
    spark.sql(rows).write().format("sluice").options(all).mode("append").save();
    return ReadMetricsTest.lastExecution(spark);
  }
}
