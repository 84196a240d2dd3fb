package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.export.ExportingServers;
import dev.sluice.testing.TestSpark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/** Incremental exports that are requested of the embedded DynamoDB, read by their ARNs. */
final class RequestedChangesTest {
  private static final List<String> OF_CHANGES =
      List.of("_change", "_changed_at", "_sequence", "_changed_by", "_old");

  private static ExportingServers servers;

  @BeforeAll
  static void start() {
    servers = new ExportingServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void windowAfterWindowTheyEndInTheTable(String format) {
    Random random = new Random(format.length());
    RandomItems some = new RandomItems(format.length());
    String table = servers.recoverableTable();
    String bucket = servers.bucket();
    write(table, some, random);
    Instant from = boundary();
    Map<String, Object> items = items(table);
    for (int window = 0; window < 3; window++) {
      write(table, some, random);
      Instant to = boundary();
      Instant begin = from;
      ExportDescription export = servers.completed(table, r -> r.s3Bucket(bucket)
          .exportFormat(ExportFormat.fromValue(format))
          .exportType(ExportType.INCREMENTAL_EXPORT)
          .incrementalExportSpecification(w -> w.exportFromTime(begin).exportToTime(to)));

      List<Row> rows = rows(table, export.exportArn());
      assertThat(rows).isNotEmpty();
      rows.forEach(row -> apply(row, items));

      assertThat(items).isEqualTo(items(table));
      from = to;
    }
  }

  /** Returns a time before which all earlier writes were made, and after which all later ones are. */
  private static Instant boundary() {
    return servers.control().forward(Duration.ofHours(1)).minus(Duration.ofMinutes(10));
  }

  private static void write(String table, RandomItems some, Random random) {
    for (int i = 0; i < 40; i++) {
      String id = "i" + random.nextInt(30);
      if (random.nextInt(3) == 0) {
        servers.dynamoDb.deleteItem(
            r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS(id))));
      } else {
        servers.put(table, some.item(id));
      }
    }
  }

  private static List<Row> rows(String table, String arn) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", servers.servers.dynamoDb().toString())
        .option("s3-endpoint", servers.servers.s3().toString())
        .option("region", "us-east-1")
        .option("export-path", arn)
        .load()
        .collectAsList();
  }

  private static void apply(Row row, Map<String, Object> items) {
    String id = row.getAs("id");
    Map<String, Object> members = new HashMap<>();
    ((Map<?, ?>) Reassembled.of(row)).forEach((name, value) -> members.put((String) name, value));
    Object before = items.get(id);
    assertThat(members.get("_old")).isEqualTo(before == null ? null : Reassembled.map(before));
    String change = row.getAs("_change");
    members.keySet().removeAll(OF_CHANGES);
    if (change.equals("remove")) {
      assertThat(items.remove(id)).isNotNull();
    } else {
      assertThat(change).isEqualTo(before == null ? "insert" : "modify");
      items.put(id, members);
    }
  }

  private static Map<String, Object> items(String table) {
    Map<String, Object> items = new HashMap<>();
    servers.scan(table).forEach(item -> items.put(item.get("id").s(), Reassembled.of(item)));
    return items;
  }
}
