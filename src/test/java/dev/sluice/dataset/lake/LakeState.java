package dev.sluice.dataset.lake;

import dev.sluice.source.Reassembled;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows that a table has or should have.
 *
 * @param rows id → row
 */
record LakeState(Map<String, Item> rows) {
  /** @param deletedAt null: it is not marked */
  record Item(Object item, @Nullable Instant deletedAt) {}

  static LakeState of(Map<String, Map<String, AttributeValue>> items) {
    Map<String, Item> rows = new TreeMap<>();
    items.forEach((id, item) -> rows.put(id, new Item(Reassembled.of(item), null)));
    return new LakeState(rows);
  }

  /** Reads a table. Two rows of an item are an error. */
  static LakeState of(LakeTable lake, LakeCommit commit) {
    return of(lake.rows(commit.snapshotId()));
  }

  /** @param all all columns of a table, with type tags */
  static LakeState of(Dataset<Row> all) {
    Map<String, Timestamp> deleted = new HashMap<>();
    for (Row row : all.select("id", LakeColumns.DELETED_AT).collectAsList()) {
      deleted.put(row.getString(0), row.getTimestamp(1));
    }
    Map<String, Item> rows = new TreeMap<>();
    for (Row row : all.drop(LakeColumns.DAY, LakeColumns.DELETED_AT).collectAsList()) {
      String id = row.getAs("id");
      @Nullable Timestamp at = deleted.get(id);
      Item item = new Item(Reassembled.of(row), at == null ? null : at.toInstant());
      if (rows.put(id, item) != null) {
        throw new AssertionError("two rows of " + id);
      }
    }
    return new LakeState(rows);
  }
}
