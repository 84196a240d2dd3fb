package dev.sluice.demo.export;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the records of exports of a table from what was recorded. */
final class ExportContent {
  private final RecoverableTable table;
  private final ItemVersions versions;

  ExportContent(RecoverableTable table) {
    this.table = table;
    this.versions = table.recorder().versions();
  }

  /** Returns the items at a time: all that was written before it, and nothing else. */
  List<ExportRecord> at(Instant time) {
    return versions.before(time).entrySet().stream()
        .map(item -> ExportRecord.item(item.getKey(), item.getValue()))
        .toList();
  }

  /** Returns the net change of each item that was written in a window. */
  List<ExportRecord> changes(ExportRequest.Window window, Instant end) {
    boolean both = window.view().equals(ExportRequest.Window.BOTH);
    return versions.changes(window.from(), end).stream()
        .map(change -> ExportRecord.change(
            change.key(),
            keys(change.before(), change.after()),
            change.after(),
            both ? change.before() : null,
            change.written()))
        .toList();
  }

  private Map<String, AttributeValue> keys(
      @Nullable Map<String, AttributeValue> before, @Nullable Map<String, AttributeValue> after) {
    Map<String, AttributeValue> item = after != null ? after : before;
    Map<String, AttributeValue> keys = new LinkedHashMap<>();
    if (item != null) {
      table.keys().forEach(name -> keys.put(name, item.get(name)));
    }
    return keys;
  }
}
