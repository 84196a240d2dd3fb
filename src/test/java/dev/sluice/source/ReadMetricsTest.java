package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SQLAppStatusStore;
import org.apache.spark.sql.execution.ui.SQLExecutionUIData;
import org.apache.spark.sql.execution.ui.SQLPlanMetric;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Spark's SQL page shows of a read, out of the store that it is made from. */
final class ReadMetricsTest {
  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Test
  void theSqlPageShowsWhatAReadTook() throws Exception {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Dataset<Row> rows = TestSpark.session()
          .read()
          .format("sluice")
          .options(Map.of(
              "table", "mlops-experiments",
              "region", "us-east-1",
              "endpoint", front.endpoint().toString(),
              "segments", "16",
              "max-read-units", "200"))
          .load();
      long asked = front.requests("Scan").size();
      front.next("Scan", 3, InjectedFault.throttled());

      assertThat(rows.where("status = 'failed'").collectAsList()).hasSize(11);

      Map<String, String> shown = lastExecution(TestSpark.session());
      assertThat(shown)
          .containsEntry("items scanned", "160")
          .containsEntry("items filtered by DynamoDB", "149")
          .containsEntry("items past their TTL", "0")
          .containsEntry("items unreadable", "0")
          .containsEntry("read units", "8.0")
          .containsEntry("pages", "" + (front.requests("Scan").size() - asked - 3))
          .containsEntry("requests throttled", "3")
          .containsEntry("requests retried", "3");
      assertThat(shown.get("wait for capacity, all requests")).matches("[1-9][0-9,]* ms");
    }
  }

  /** Name → what the page shows. */
  static Map<String, String> lastExecution(SparkSession spark) throws Exception {
    spark.sparkContext().listenerBus().waitUntilEmpty();
    SQLAppStatusStore store = spark.sharedState().statusStore();
    SQLExecutionUIData last = store.executionsList().last();
    var values = store.executionMetrics(last.executionId());
    Map<String, String> shown = new HashMap<>();
    var metrics = last.metrics().iterator();
    while (metrics.hasNext()) {
      SQLPlanMetric metric = metrics.next();
      var value = values.get((Object) metric.accumulatorId());
      if (value.isDefined()) {
        shown.put(metric.name(), value.get());
      }
    }
    return shown;
  }
}
