package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.failure.MalformedItemException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FakeStream;
import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A count is that of the rows, also where Spark asks for no column and an item cannot be decoded. */
@Tag("thorough")
final class CountedModesTest {
  private static final String FAILS = "fails";
  private static final String PAGE = """
      {"Count":3,"ScannedCount":3,"Items":[{"id":{"S":"a"},"n":{"N":"1"}},
      {"id":{"S":"b"},"n":{"N":"one"}},{"id":{"S":"c"},"n":{"N":"3"}}]}""";

  @TempDir
  Path folder;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private String table = "";

  @BeforeEach
  void serve() {
    table = TargetTables.create();
    front.otherwise(request -> request.operation().equals("Scan")
        ? (asked, dynamoDb) -> DynamoDbReply.of(200, PAGE.getBytes(StandardCharsets.UTF_8))
        : InjectedFault.NONE);
  }

  @AfterEach
  void close() {
    front.close();
  }

  private static Map<String, AttributeValue> item(String id, String n) {
    return Map.of("id", AttributeValue.fromS(id), "n", AttributeValue.fromN(n));
  }

  private String export() {
    return ExportWriter.of("Log", List.of(item("a", "1"), item("b", "one"), item("c", "3")))
        .write()
        .in(folder)
        .toString();
  }

  private String changes() {
    long at = 1_763_600_461_000_001L;
    return ChangeExportWriter.of(
            "Log",
            List.of(
                WrittenChange.of(at, "a", item("a", "1"), null),
                WrittenChange.of(at, "b", item("b", "2"), item("b", "one")),
                WrittenChange.of(at, "c", null, item("c", "3"))))
        .write()
        .in(folder)
        .toString();
  }

  /** The mode and the schema, or nothing; the rows, or that the read fails. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "", textBlock = """
                    |                                            | 2
      FAILFAST      |                                            | fails
      PERMISSIVE    |                                            | 2
      DROPMALFORMED |                                            | 2
      FAILFAST      | id string, n bigint                        | fails
                    | id string, n bigint                        | fails
      FAILFAST      | id string                                  | fails
      DROPMALFORMED | id string, n bigint                        | 2
      DROPMALFORMED | id string                                  | 2
      PERMISSIVE    | id string, n bigint, _corrupt_record string | 3
                    | id string, _corrupt_record string          | 3
      """)
  void ofAnExportIsThatOfItsRows(String mode, String schema, String rows) {
    areCounted(read(Map.of("export-path", export()), mode, schema), rows);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "", textBlock = """
                    |                                            | fails
      DROPMALFORMED |                                            | fails
      FAILFAST      | id string, n bigint, _change string        | fails
      DROPMALFORMED | id string, n bigint, _change string        | 2
      PERMISSIVE    | id string, _sequence string, _corrupt_record string | 3
      """)
  void ofChangesIsThatOfTheirRows(String mode, String schema, String rows) {
    areCounted(read(Map.of("export-path", changes()), mode, schema), rows);
  }

  @Test
  void ofAStreamIsThatOfItsRows() throws Exception {
    FakeStream stream = new FakeStream(31, InstantSource.system());
    stream.open(1);
    stream.put("a", Map.of("n", "1"));
    stream.record(
        record -> record.withObject("/dynamodb/NewImage").putObject("n").put("N", "one"));
    try (FakeStreamServer server = FakeStreamServer.start(stream)) {
      Map<String, String> options = new HashMap<>(StreamTables.options("fake"));
      options.put("endpoint", String.valueOf(server.settings().dynamoDbEndpoint()));
      String schema = "id string, n bigint, _change string";

      // each read of a stream waits for it
      isCounted(read(options, "FAILFAST", schema), FAILS);
      isCounted(read(options, "DROPMALFORMED", schema), "1");
      isCounted(read(options, "PERMISSIVE", schema + ", _corrupt_record string"), "2");
    }
  }

  /** Without a schema a mode asks for items that cannot be decoded, which no count of DynamoDB's tells. */
  @ParameterizedTest
  @CsvSource({"FAILFAST, fails", "PERMISSIVE, 2", "DROPMALFORMED, 2"})
  void ofATableWithAModeIsThatOfItsRows(String mode, String rows) {
    areCounted(read(ofTable(), mode, null), rows);

    var asked = front.requests("Scan");
    assertThat(asked.get(asked.size() - 1).body().has("ProjectionExpression")).isFalse();
  }

  /** DynamoDB's own number: what a schema's query does not use is not fetched, and nothing is without a mode. */
  @Test
  void ofATableWithoutAModeIsDynamoDbs() {
    assertThat(read(ofTable(), null, null).load().count()).isEqualTo(3);
    assertThat(read(ofTable(), "FAILFAST", "id string, n bigint").load().count())
        .isEqualTo(3);
    front.requests("Scan").stream()
        .filter(request -> request.body().path("Select").asText().equals("COUNT"))
        .forEach(
            request -> assertThat(request.body().has("ProjectionExpression")).isFalse());

    areCounted(read(ofTable(), "DROPMALFORMED", "id string, n bigint"), "2");
    areCounted(read(ofTable(), "PERMISSIVE", "id string, n bigint, _corrupt_record string"), "3");
  }

  private Map<String, String> ofTable() {
    return Map.of("table", table, "endpoint", front.endpoint().toString(), "segments", "1");
  }

  private static DataFrameReader read(Map<String, String> options, String mode, String schema) {
    DataFrameReader read = TestSpark.session()
        .read()
        .format("sluice")
        .option("endpoint", "http://127.0.0.1:1")
        .option("region", "us-east-1")
        .options(options);
    DataFrameReader moded = mode == null ? read : read.option("mode", mode);
    return schema == null ? moded : moded.schema(schema);
  }

  private static Dataset<Row> isCounted(DataFrameReader read, String rows) {
    Dataset<Row> all = read.load();
    assertThat(found(all::count)).as("count(*)").isEqualTo(rows);
    return all;
  }

  private static void areCounted(DataFrameReader read, String rows) {
    Dataset<Row> all = isCounted(read, rows);
    assertThat(found(() -> all.collectAsList().size())).as("rows").isEqualTo(rows);
    assertThat(found(() -> all.selectExpr("count(1)").first().getLong(0)))
        .as("count(1)")
        .isEqualTo(rows);
    assertThat(found(() -> all.selectExpr("1").collectAsList().size())).as("1").isEqualTo(rows);
    assertThat(found(() -> all.limit(9).count())).as("limit").isEqualTo(rows);
  }

  private static String found(LongSupplier count) {
    try {
      return Long.toString(count.getAsLong());
    } catch (Exception e) { // Spark's own are checked, and not declared
      Throwable cause = e;
      while (cause.getCause() != null
          && !(cause instanceof MalformedItemException)
          && !(cause instanceof ResourceUnavailableException)) {
        cause = cause.getCause();
      }
      assertThat(cause.getMessage()).contains("one");
      return FAILS;
    }
  }
}
