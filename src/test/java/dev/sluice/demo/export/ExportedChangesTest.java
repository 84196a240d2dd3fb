package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestSpark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/** Incremental exports of the front, as Spark reads them. */
final class ExportedChangesTest {
  @Tag("thorough")
  @ParameterizedTest
  @EnumSource(DataFormat.class)
  void areReadAsTheyWereMade(DataFormat format) {
    try (ExportingServers servers = new ExportingServers()) {
      String table = servers.recoverableTable();
      String bucket = servers.bucket();
      List.of("same", "changed", "gone").forEach(id -> servers.put(table, id, "1"));
      Instant from = servers.control().forward(Duration.ofHours(1)).minus(Duration.ofMinutes(10));
      servers.put(table, "changed", "2");
      servers.put(table, "new", "3");
      servers.dynamoDb.deleteItem(
          r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("gone"))));
      Instant to = servers.control().forward(Duration.ofMinutes(30)).minus(Duration.ofMinutes(6));

      ExportDescription export = servers.completed(table, r -> r.s3Bucket(bucket)
          .exportFormat(format.name())
          .exportType(ExportType.INCREMENTAL_EXPORT)
          .incrementalExportSpecification(w -> w.exportFromTime(from).exportToTime(to)));

      assertThat(changes(servers, table, export.exportArn()))
          .extracting(Row::mkString)
          .containsExactly("changed2modify1", "gonenullremove1", "new3insertnull");
    }
  }

  private static List<Row> changes(ExportingServers servers, String table, String arn) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("endpoint", servers.servers.dynamoDb().toString())
        .option("s3-endpoint", servers.servers.s3().toString())
        .option("region", "us-east-1")
        .option("table", table)
        .option("export-path", arn)
        .load()
        .select("id", "value", "_change", "_old.value")
        .orderBy("id")
        .collectAsList();
  }
}
