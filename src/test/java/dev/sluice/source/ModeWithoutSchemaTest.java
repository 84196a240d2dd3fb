package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.ExportWriter;
import dev.sluice.failure.MalformedItemException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The mode, where a sample finds the columns, and an item cannot be decoded. */
final class ModeWithoutSchemaTest {
  private static final String PAGE = """
      {"Count":3,"ScannedCount":3,"Items":[{"id":{"S":"a"},"n":{"N":"1"}},
      {"id":{"S":"secret"},"n":{"N":"one"}},{"id":{"S":"c"},"n":{"N":"3"}}]}""";

  private static final FaultyDynamoDb FRONT = FaultyDynamoDb.start();
  private static String table = "";

  @BeforeAll
  static void serve() {
    table = TargetTables.create();
    FRONT.otherwise(request -> request.operation().equals("Scan")
        ? (asked, dynamoDb) -> DynamoDbReply.of(200, PAGE.getBytes(StandardCharsets.UTF_8))
        : InjectedFault.NONE);
  }

  @AfterAll
  static void close() {
    FRONT.close();
  }

  private static Dataset<Row> read(Map<String, String> more) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", FRONT.endpoint().toString())
        .option("segments", "1")
        .options(more)
        .load();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PERMISSIVE", "DROPMALFORMED"})
  void leavesItOut(String mode) {
    Map<String, String> options = mode.isEmpty() ? Map.of() : Map.of("mode", mode);

    assertThat(read(options).select("id", "n").collectAsList().toString())
        .isEqualTo("[[a,1], [c,3]]");
  }

  @Test
  void failsFastIfTold() {
    for (Dataset<Row> rows : List.of(
        read(Map.of("mode", "failfast")),
        read(Map.of("mode", "FAILFAST")).limit(5),
        read(Map.of("mode", "FAILFAST")).select("n", "_key"))) {
      assertThatThrownBy(rows::collectAsList)
          .rootCause()
          .isInstanceOf(MalformedItemException.class)
          .hasMessageContaining("table " + table + ": page 0 of segment 0 of 1, item 1")
          .hasMessageContainingAll("is no DynamoDB item: no number: one", "mode = DROPMALFORMED")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void failsFastInAnExport(@TempDir Path folder) {
    List<Map<String, AttributeValue>> items = List.of(
        Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1")),
        Map.of("id", AttributeValue.fromS("secret"), "n", AttributeValue.fromN("one")));
    String path = ExportWriter.of("Log", items).write().in(folder).toString();
    DataFrameReader read = TestSpark.session()
        .read()
        .format("sluice")
        .option("endpoint", "http://127.0.0.1:1")
        .option("region", "us-east-1")
        .option("export-path", path);

    assertThat(read.load().collectAsList()).hasSize(1);
    assertThatThrownBy(() -> read.option("mode", "FAILFAST").load().collectAsList())
        .rootCause()
        .isInstanceOf(MalformedItemException.class)
        .hasMessageContainingAll("export file " + path, "is no DynamoDB item")
        .hasMessageNotContaining("secret");
  }
}
