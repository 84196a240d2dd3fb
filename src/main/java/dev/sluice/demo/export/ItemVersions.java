package dev.sluice.demo.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of a table, as they are and as they were since a time, by the values of their keys. Not thread-safe. */
final class ItemVersions {
  private final Map<List<AttributeValue>, List<Version>> byKey = new HashMap<>();

  /**
   * An item from the time at which it was written.
   *
   * @param item null: it was deleted
   */
  private record Version(Instant written, @Nullable Map<String, AttributeValue> item) {}

  /**
   * The net change of an item in a window.
   *
   * @param before the item before the window; null: there was none
   * @param after the item at the end of the window; null: there was none
   * @param written the time of the last write in the window
   */
  record Change(
      List<AttributeValue> key,
      @Nullable Map<String, AttributeValue> before,
      @Nullable Map<String, AttributeValue> after,
      Instant written) {}

  /** Returns the keys of all items that are or were there. */
  Set<List<AttributeValue>> keys() {
    return byKey.keySet();
  }

  /**
   * Adds what an item has become. A write that changes nothing is no version.
   *
   * @param item null: it is deleted
   * @param written not before that of any earlier version of the item
   */
  void add(List<AttributeValue> key, @Nullable Map<String, AttributeValue> item, Instant written) {
    List<Version> versions = byKey.computeIfAbsent(key, unknown -> new ArrayList<>());
    if (!Objects.equals(item, item(last(versions)))) {
      versions.add(new Version(written, item));
    }
  }

  /** Returns the items as they were just before a time. */
  Map<List<AttributeValue>, Map<String, AttributeValue>> before(Instant time) {
    Map<List<AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    byKey.forEach((key, versions) -> {
      Map<String, AttributeValue> item = item(before(versions, time));
      if (item != null) {
        items.put(key, item);
      }
    });
    return items;
  }

  /**
   * Returns a change of each item that was written in a window. An item that came and went within it has none.
   *
   * @param from inclusive
   * @param to exclusive
   */
  List<Change> changes(Instant from, Instant to) {
    List<Change> changes = new ArrayList<>();
    byKey.forEach((key, versions) -> {
      Version last = before(versions, to);
      if (last != null && !last.written().isBefore(from)) {
        Map<String, AttributeValue> old = item(before(versions, from));
        if (old != null || last.item() != null) {
          changes.add(new Change(key, old, last.item(), last.written()));
        }
      }
    });
    return changes;
  }

  /** Forgets what the items were at times before this one. */
  void forgetBefore(Instant time) {
    byKey.values().forEach(versions -> {
      Version known = before(versions, time);
      if (known != null) {
        versions.subList(0, versions.indexOf(known)).clear();
      }
    });
    byKey
        .values()
        .removeIf(versions ->
            item(last(versions)) == null && Objects.equals(before(versions, time), last(versions)));
  }

  private static @Nullable Version before(List<Version> versions, Instant time) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).written().isBefore(time)) {
        return versions.get(i);
      }
    }
    return null;
  }

  private static @Nullable Version last(List<Version> versions) {
    return versions.isEmpty() ? null : versions.get(versions.size() - 1);
  }

  private static @Nullable Map<String, AttributeValue> item(@Nullable Version version) {
    return version == null ? null : version.item();
  }
}
