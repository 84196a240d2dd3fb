package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.lake.LakeLayout.EventDays;
import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.failure.ResourceUnavailableException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keys of two attributes, of numbers and of bytes. */
@Tag("thorough")
final class LakeKeysTest {
  private static final long MICROS = 1_763_600_461_000_001L;

  @TempDir
  Path folder;

  private static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }

  private static AttributeValue b(String bytes) {
    return AttributeValue.fromB(SdkBytes.fromUtf8String(bytes));
  }

  private static Map<String, AttributeValue> keys(String number, String bytes) {
    return Map.of("pk", n(number), "sk", b(bytes));
  }

  private static Map<String, AttributeValue> item(String number, String bytes, String value) {
    Map<String, AttributeValue> item = new HashMap<>(keys(number, bytes));
    item.put("v", AttributeValue.fromS(value));
    return item;
  }

  private Path full() {
    return ExportWriter.of(
            "Log", List.of(item("1", "a", "1a"), item("1", "b", "1b"), item("2", "a", "2a")))
        .at("2026-11-20T01:00:00Z")
        .id("01700000000000-0000000a")
        .write()
        .in(folder);
  }

  private Path changes(WrittenChange... changes) {
    return ChangeExportWriter.of("Log", List.of(changes))
        .window("2026-11-20T01:00:00Z", "2026-11-20T02:00:00Z")
        .write()
        .in(folder);
  }

  private static WrittenChange change(
      String number, String bytes, @Nullable String value, @Nullable String old) {
    return new WrittenChange(
        MICROS,
        keys(number, bytes),
        value == null ? null : item(number, bytes, value),
        old == null ? null : item(number, bytes, old));
  }

  @Test
  void numbersAndBytes() {
    LakeGround ground =
        new LakeGround(folder.resolve("lake"), new LakeLayout(List.of("pk", "sk"), null));
    ground.load("r0", full(), false);

    LakeCommit night = ground.apply(
        "r1",
        changes(
            change("1", "a", "changed", "1a"),
            change("1", "b", null, "1b"),
            change("2", "b", "new", null)),
        DeletedItems.REMOVED);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(3, 1, 1, 1, 0, 0, 0));
    assertThat(ground.table().rows(night.snapshotId()).select("v").orderBy("v").collectAsList())
        .extracting((Row row) -> row.getString(0))
        .containsExactly("2a", "changed", "new");
    assertThat(ground.table().table().schema().identifierFieldNames())
        .containsExactlyInAnyOrder("pk", "sk");
  }

  /** Without its key a row would be another item's. */
  @Test
  void aKeyThatDoesNotFit() {
    LakeGround ground =
        new LakeGround(folder.resolve("lake"), new LakeLayout(List.of("pk", "sk"), null));
    ground.load("r0", full(), false);
    Path changes = changes(change("1.5", "a", "new", null), change("1", "a", "x", "1a"));

    assertThatThrownBy(() -> ground.apply("r1", changes, DeletedItems.REMOVED))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("an item has a key that does not fit the columns [pk, sk]");
    assertThat(ground.table().position().orElseThrow().until()).isEqualTo("2026-11-20T01:00:00Z");
  }

  /** Of removals only the key is needed, where the key tells the day. */
  @Test
  void theDayInTheKey() {
    LakeLayout layout = new LakeLayout(
        List.of("pk", "sk"),
        new EventDays("pk", schema -> Events.day(schema, "pk", ZoneOffset.UTC)));
    LakeGround ground = new LakeGround(folder.resolve("lake"), layout);
    ground.load("r0", full(), false);
    Path changes = ChangeExportWriter.of(
            "Log", List.of(change("1", "a", null, "1a"), change("1800000000", "a", "new", null)))
        .window("2026-11-20T01:00:00Z", "2026-11-20T02:00:00Z")
        .view("NEW_IMAGES")
        .write()
        .in(folder);

    LakeCommit night = ground.apply("r1", changes, DeletedItems.REMOVED);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(2, 1, 0, 1, 0, 0, 0));
  }
}
