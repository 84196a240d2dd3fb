package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.layout.Drift.Retyped;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class DriftTest {
  @TempDir
  Path folder;

  @Test
  void newGoneRetypedAndMixedPlacesAreNamed() {
    String table = table();
    TableRead read = SampleExport.read(table, Role.SOURCE);
    put(table, "a", "n", AttributeValue.fromN("1"), "x", AttributeValue.fromS("x"));
    put(table, "a2", "t", AttributeValue.fromS("x"), "m", map("f", "1", "g", "2"));
    TableSchema first = schema("run-1", table, read);

    put(table, "a", "n", AttributeValue.fromN("1.5"), "new", map("in", "1", "side", "2"));
    put(table, "a2", "t", AttributeValue.fromS("x"), "m", map("f", "1", "h.i", "2"));
    put(table, "a3", "t", AttributeValue.fromNul(true), "null", AttributeValue.fromNul(true));
    TableSchema second = schema("run-2", table, read);
    Drift drift = Objects.requireNonNull(second.drift());

    assertThat(first.drift()).isNull();
    assertThat(first.overflow()).isEmpty();
    assertThat(first.types()).containsEntry("/m/g", Map.of("N", 1L));
    assertThat(drift.since()).isEqualTo("run-1");
    assertThat(drift.added()).containsExactly("/m/h.i", "/new");
    assertThat(drift.gone()).isEmpty();
    assertThat(drift.retyped()).containsExactly(new Retyped("/n", "bigint", "decimal(38,10)"));
    assertThat(drift.mixed()).containsExactly(new Retyped("/t", "S", "NULL, S"));
    assertThat(second.overflow())
        .isEqualTo(Map.of("/t", Map.of("NULL", 1L), "/null", Map.of("NULL", 1L)));
    assertThat(second.sampled()).isEqualTo(3);
    assertThat(second.types())
        .containsEntry("/t", Map.of("S", 1L, "NULL", 1L))
        .containsEntry("/m/g", Map.of("N", 0L));

    TableSchema third = schema("run-3", table, read);
    assertThat(Objects.requireNonNull(third.drift()).none()).isTrue();
    assertThat(third.schema()).isEqualTo(second.schema());

    Drift afresh = Objects.requireNonNull(
        schema(settings().startingAfresh(), "run-4", table, read).drift());
    assertThat(afresh.gone()).containsExactly("/m/g", "/x");
    assertThat(afresh.retyped())
        .containsExactly(new Retyped("/n", "decimal(38,10)", "decimal(18,9)"));
  }

  private DatasetSettings settings() {
    return new DatasetSettings(folder.toUri(), 128L << 20, "zstd", null, null);
  }

  private TableSchema schema(String runId, String table, TableRead read) {
    return schema(settings(), runId, table, read);
  }

  private static TableSchema schema(
      DatasetSettings settings, String runId, String table, TableRead read) {
    Snapshots snapshots = new Snapshots(TestSpark.withS3(), TestServers.settings(), settings);
    Snapshot snapshot = SampleExport.export(snapshots, runId, "h", read);
    assertThat(snapshots.verify(snapshot)).isEmpty();
    return Objects.requireNonNull(snapshot.schemas().get(table));
  }

  private static void put(
      String table, String id, String a, AttributeValue first, String b, AttributeValue second) {
    TestServers.dynamoDb().putItem(p -> p.tableName(table)
        .item(Map.of("id", AttributeValue.fromS(id), a, first, b, second)));
  }

  private static AttributeValue map(String a, String first, String b, String second) {
    return AttributeValue.fromM(
        Map.of(a, AttributeValue.fromN(first), b, AttributeValue.fromN(second)));
  }

  private static String table() {
    String table = TestServers.table("drift");
    TestServers.createTable(table);
    return table;
  }
}
