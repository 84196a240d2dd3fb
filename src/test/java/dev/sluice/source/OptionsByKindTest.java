package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.ExportWriter;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Options that mean nothing for what is read: a statement's are refused, those of a session or a catalog are left out. */
final class OptionsByKindTest {
  /** A right value of each option that only some kinds have a use for. */
  private static final Map<String, String> SOME = new LinkedHashMap<>();

  static {
    SOME.put("index", "auto");
    SOME.put("segments", "3");
    SOME.put("consistent-read", "true");
    SOME.put("max-read-units", "500");
    SOME.put("percent", "30");
    SOME.put("max-units", "5000");
    SOME.put("settled-after", "2s");
    SOME.put("max-changes-per-trigger", "5");
    SOME.put("s3-endpoint", "http://127.0.0.1:1");
    SOME.put("ttl-attribute", "expires");
    SOME.put("expired-at", "5");
    SOME.put("max-write-units", "7");
    SOME.put("check-types", "off");
  }

  /** What each kind refuses. */
  private static final Map<String, List<String>> REFUSED = Map.of(
      "scan", List.of("settled-after", "max-changes-per-trigger", "s3-endpoint"),
      "query", List.of("settled-after", "max-changes-per-trigger", "s3-endpoint", "segments"),
      "export",
          List.of(
              "index",
              "segments",
              "consistent-read",
              "max-read-units",
              "percent",
              "max-units",
              "settled-after",
              "max-changes-per-trigger",
              "max-write-units",
              "check-types"),
      "stream",
          List.of(
              "index",
              "segments",
              "consistent-read",
              "ttl-attribute",
              "expired-at",
              "s3-endpoint",
              "max-write-units",
              "check-types"));

  @TempDir
  Path folder;

  private final CatalogSession session = new CatalogSession();
  private String table = "";

  @BeforeEach
  void create() {
    table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    StreamTables.put(table, "a", 1);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Map<String, String> of(String kind) {
    Map<String, String> options = new HashMap<>(Map.of("table", table, "kind", kind));
    if (kind.equals("export")) {
      options.put(
          "export-path",
          ExportWriter.of(table, List.of(Map.of("id", AttributeValue.fromS("a"))))
              .write()
              .in(folder)
              .toString());
    }
    return options;
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "query", "export", "stream"})
  void aStatementsAreRefusedByName(String kind) {
    Map<String, String> all = new HashMap<>(of(kind));
    all.putAll(SOME);

    assertThatThrownBy(() -> OptionParser.read(all))
        .isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
          assertThat(e.errors())
              .extracting(error -> error.key())
              .containsExactlyInAnyOrderElementsOf(REFUSED.get(kind));
          assertThat(e.errors()).allSatisfy(error -> assertThat(error.remedy()).isNotBlank());
        });
  }

  /** All options of the source are either for all kinds, or looked at here. */
  @Test
  void noOptionIsForgotten() {
    TreeSet<String> forAll = new TreeSet<>(
        Arrays.stream(SourceOption.values()).map(SourceOption::key).toList());
    forAll.removeAll(SOME.keySet());

    assertThat(forAll)
        .containsExactlyInAnyOrder(
            "table",
            "region",
            "endpoint",
            "allow-http",
            "role-arn",
            "kind",
            "export-path",
            "deadline",
            "numbers",
            "sample-items",
            "ddl",
            "schema-json",
            "mode",
            "columnNameOfCorruptRecord",
            "operation",
            "condition",
            "condition-columns",
            "on-condition-failure",
            "null-values");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      scan   | s3-endpoint | has no effect without export-path. Give both, or leave it out.
      query  | segments    | has no effect with kind = query, which makes Queries and no Scan. Leave it out, or set kind = scan.
      stream | s3-endpoint | has no effect on a stream. Leave it out.
      export | check-types | is an option of writes, and no rows can be written to an export. Leave it out.
      """)
  void theRemedyIsNamed(String kind, String option, String message) {
    Map<String, String> options = new HashMap<>(of(kind));
    options.put(option, SOME.get(option));

    assertThatThrownBy(
            () -> session.spark.read().format("sluice").options(options).load())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(option + ": " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "query", "export", "stream"})
  void aSessionsAreLeftOut(String kind) {
    session.spark.conf().set("spark.datasource.sluice.endpoint", session.endpoint());
    SOME.forEach(
        (option, value) -> session.spark.conf().set("spark.datasource.sluice." + option, value));

    SparkSession.setActiveSession(session.spark);
    try {
      var read = session.spark.read().format("sluice").options(of(kind)).load();
      assertThat(read.filter("id = 'a'").count()).isEqualTo(1);
    } finally {
      SparkSession.clearActiveSession();
    }
  }

  /** Its own value is a statement's, though the session has one too. */
  @Test
  void aStatementsOwnIsRefusedThoughTheSessionHasAnother() {
    session.spark.conf().set("spark.datasource.sluice.settled-after", "9s");
    Map<String, String> options = of("scan");
    options.put("endpoint", session.endpoint());
    options.put("settled-after", "3s");

    assertThatThrownBy(
            () -> session.spark.read().format("sluice").options(options).load())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("settled-after: has no effect without kind = stream");
  }

  @Test
  void aSessionsAreLeftOutOfWrites() {
    session.spark.conf().set("spark.datasource.sluice.endpoint", session.endpoint());
    for (String option : List.of("s3-endpoint", "settled-after", "segments")) {
      session.spark.conf().set("spark.datasource.sluice." + option, SOME.get(option));
    }

    SparkSession.setActiveSession(session.spark);
    try {
      session
          .spark
          .sql("SELECT 'b' AS id")
          .write()
          .format("sluice")
          .option("table", table)
          .mode("append")
          .save();
    } finally {
      SparkSession.clearActiveSession();
    }

    assertThat(TargetTables.scan(table)).containsOnlyKeys("a", "b");
  }

  @Test
  void aCatalogsAreLeftOut() {
    Map<String, String> some = new HashMap<>(SOME);
    some.keySet().removeAll(List.of("index", "ttl-attribute", "expired-at", "check-types"));
    session.catalog("all", some);
    session.catalog("changes", Map.of("kind", "stream", "segments", "3", "settled-after", "1s"));
    session.catalog("queries", Map.of("kind", "query", "segments", "3"));
    String named = ".`" + table + "`";

    assertThat(session.count("SELECT count(*) FROM all" + named)).isEqualTo(1);
    assertThat(session.count("SELECT count(*) FROM changes" + named)).isEqualTo(1);
    assertThat(session.count("SELECT count(*) FROM queries" + named + " WHERE id = 'a'"))
        .isEqualTo(1);
    session.spark.sql("INSERT INTO all" + named + " (id) VALUES ('c')");
    assertThat(TargetTables.scan(table)).containsOnlyKeys("a", "c");
    assertThat(session.rows("SHOW TABLES IN all").toString()).contains(table);
    assertThat(session.rows("DESCRIBE EXTENDED all" + named).toString())
        .contains("option.segments");
  }

  @Test
  void aStatementsOwnIsRefusedInACatalog() {
    session.catalog("all", Map.of("s3-endpoint", SOME.get("s3-endpoint")));
    String named = "all.`" + table + "`";

    for (Callable<?> read : List.<Callable<?>>of(
        () -> session.spark.read().option("settled-after", "1s").table(named).collectAsList(),
        () -> session
            .spark
            .read()
            .option("s3-endpoint", "http://127.0.0.1:2")
            .table(named)
            .collectAsList())) {
      assertThatThrownBy(read::call)
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("has no effect without");
    }
    assertThat(session.spark.read().option("percent", "40").table(named).count())
        .isEqualTo(1);
  }

  /** A table of Spark's own catalog has options of its own. */
  @Test
  void aStoredTablesAreRefused() {
    String view = "by_kind_" + System.nanoTime();
    String create = "CREATE TEMPORARY VIEW " + view + " USING sluice OPTIONS (table '" + table
        + "', endpoint '" + TestServers.dynamoDbEndpoint() + "', 'settled-after' '1s')";

    assertThatThrownBy(() -> {
          session.spark.sql(create);
          session.rows("SELECT * FROM " + view);
        })
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("settled-after: has no effect without kind = stream");
  }
}
