package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Options in the session's configuration, for reads and writes with format("sluice"). */
final class SessionOptionsTest {
  private static final String PREFIX = "spark.datasource.sluice.";

  private final CatalogSession session = new CatalogSession();
  private String table;

  @BeforeEach
  void create() {
    table = TargetTables.create();
    set("endpoint", session.endpoint());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private void set(String option, String value) {
    session.spark.conf().set(PREFIX + option, value);
  }

  private Dataset<Row> load(Map<String, String> options) {
    return session
        .spark
        .read()
        .format("sluice")
        .options(options)
        .option("table", table)
        .load();
  }

  private void save(Map<String, String> options) {
    session
        .spark
        .sql("SELECT 'a' AS id")
        .write()
        .format("sluice")
        .options(options)
        .option("table", table)
        .mode("append")
        .save();
  }

  @Test
  void applyToReadsAndWrites() {
    save(Map.of());

    assertThat(load(Map.of()).count()).isEqualTo(1);
    assertThat(session.front.requests("BatchWriteItem")).hasSize(1);
  }

  /** What is set for all reads does not get into the way of writes; a statement's own does. */
  @Test
  void optionsOfReadsAreLeftOutOfWrites() {
    set("segments", "3");
    set("max-read-units", "500");

    save(Map.of());
    assertThat(TargetTables.scan(table)).hasSize(1);
    assertThatThrownBy(() -> save(Map.of("consistent-read", "true")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("consistent-read: is an option of reads, not of writes");
    assertThatThrownBy(() -> save(Map.of("segments", "4")))
        .hasMessageContaining("segments: is an option of reads, not of writes");
  }

  @Test
  void aStatementsOwnComesFirst() {
    set("segments", "3");

    assertThat(load(Map.of()).rdd().getNumPartitions()).isBetween(2, 3);
    assertThat(load(Map.of("segments", "1")).rdd().getNumPartitions()).isEqualTo(1);
  }

  @Test
  void limitsOfAllReadsDoNotGetIntoTheWayOfExports() {
    set("percent", "30");

    SparkSession.setActiveSession(session.spark);
    try {
      assertThatThrownBy(() -> load(Map.of("export-path", "/nowhere")))
          .hasMessageContaining("/nowhere")
          .hasMessageNotContaining("percent");
    } finally {
      SparkSession.clearActiveSession();
    }
    assertThatThrownBy(() -> load(Map.of("export-path", "/nowhere", "percent", "20")))
        .hasMessageContaining("percent: has no effect on an export");
  }

  @Test
  void unknownOnesAreRefused() {
    set("segmnts", "3");

    assertThatThrownBy(() -> load(Map.of()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("segmnts: is not an option of Sluice. The nearest one is segments");
    assertThatThrownBy(() -> session.spark.table("ddb.`" + table + "`"))
        .hasMessageContaining(PREFIX + "segmnts: is not an option of Sluice");
  }

  @Test
  void thoseOfOneTableAreRefusedForACatalog() {
    set("table", table);

    assertThatThrownBy(() -> session.spark.table("ddb.`" + table + "`"))
        .hasMessageContaining(PREFIX + "table: would be the same for all tables");
  }
}
