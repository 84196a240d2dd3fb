package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table with the key {@code id}, as the changes make it that are applied to it. Each must fit what was there. */
final class ChangedItems {
  private static final Set<String> OF_CHANGES =
      Set.of("_change", "_changed_at", "_sequence", "_changed_by", "_old");

  private final Map<String, Object> items;
  private final String what;

  /** @param what is told when something does not fit */
  ChangedItems(Map<String, Object> items, String what) {
    this.items = new HashMap<>(items);
    this.what = what;
  }

  /** Returns items by their ids, in a form in which they can be compared. */
  static Map<String, Object> of(Iterable<Map<String, AttributeValue>> items) {
    Map<String, Object> byId = new HashMap<>();
    items.forEach(item -> byId.put(item.get("id").s(), Reassembled.of(item)));
    return byId;
  }

  /** Returns the rows of a full export likewise. */
  static Map<String, Object> ofRows(Iterable<Row> rows) {
    Map<String, Object> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.getAs("id"), Reassembled.of(row)));
    return byId;
  }

  /** Applies a change, as an incremental export with both images has it. */
  void apply(Row row) {
    String id = row.getAs("id");
    Map<String, Object> members = members(row);
    Object before = items.get(id);
    assertThat(members.get("_old"))
        .as("the old image of %s, %s", id, what)
        .isEqualTo(before == null ? null : Reassembled.map(before));
    members.keySet().removeAll(OF_CHANGES);
    String change = row.getAs("_change");
    if (change.equals("remove")) {
      assertThat(members).as(what).containsOnlyKeys("id");
      assertThat(items.remove(id)).as(what).isNotNull();
    } else {
      assertThat(change).as(what).isEqualTo(before == null ? "insert" : "modify");
      items.put(id, members);
    }
  }

  private static Map<String, Object> members(Row row) {
    Map<String, Object> members = new HashMap<>();
    ((Map<?, ?>) Reassembled.of(row)).forEach((name, value) -> members.put((String) name, value));
    return members;
  }

  /** Compares it with items. */
  void assertIs(Map<String, Object> expected) {
    assertThat(items).as(what).isEqualTo(expected);
  }
}
