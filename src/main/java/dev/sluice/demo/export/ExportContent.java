package dev.sluice.demo.export;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the records of exports from the states of a table. */
final class ExportContent {
  private final RecoverableTable table;

  ExportContent(RecoverableTable table) {
    this.table = table;
  }

  /**
   * Returns the items at a time.
   *
   * @throws ServiceException if they are not known
   */
  List<ExportRecord> at(Instant time) {
    return state(time).items().entrySet().stream()
        .map(item -> ExportRecord.item(item.getKey(), item.getValue()))
        .toList();
  }

  private TableHistory.State state(Instant time) {
    return table
        .history()
        .at(time)
        .orElseThrow(() -> ServiceException.of(
            "InvalidExportTimeException",
            "This emulator does not know table " + table.name() + " at " + time
                + ": something was written between that time and the next state that was taken"));
  }

  /**
   * Returns the net change of each item in a window. Its time is that of the last state in the window that brought it.
   *
   * @throws ServiceException if the items at one of both ends are not known
   */
  List<ExportRecord> changes(ExportRequest.Window window) {
    Map<List<AttributeValue>, Map<String, AttributeValue>> before =
        state(window.from()).items();
    // exclusive: what is written at that very second belongs to the next window
    TableHistory.State end = state(window.to());
    Map<List<AttributeValue>, Instant> written = written(before, window, end);
    return changed(before.keySet(), end.items().keySet()).stream()
        .filter(key -> !Objects.equals(before.get(key), end.items().get(key)))
        .map(key -> change(
            key,
            before.get(key),
            end.items().get(key),
            written.getOrDefault(key, window.from()),
            window))
        .toList();
  }

  private Map<List<AttributeValue>, Instant> written(
      Map<List<AttributeValue>, Map<String, AttributeValue>> before,
      ExportRequest.Window window,
      TableHistory.State end) {
    Map<List<AttributeValue>, Instant> written = new LinkedHashMap<>();
    Map<List<AttributeValue>, Map<String, AttributeValue>> last = before;
    for (TableHistory.State state : table.history().begunIn(window.from(), window.to())) {
      Map<List<AttributeValue>, Map<String, AttributeValue>> earlier = last;
      for (List<AttributeValue> key : changed(earlier.keySet(), state.items().keySet())) {
        if (!Objects.equals(earlier.get(key), state.items().get(key))) {
          written.put(key, state.from());
        }
      }
      last = state.items();
      if (state.equals(end)) {
        break;
      }
    }
    return written;
  }

  private static <K> Set<K> changed(Set<K> some, Set<K> others) {
    Set<K> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  private ExportRecord change(
      List<AttributeValue> key,
      @Nullable Map<String, AttributeValue> before,
      @Nullable Map<String, AttributeValue> after,
      Instant written,
      ExportRequest.Window window) {
    Map<String, AttributeValue> keys = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i++) {
      keys.put(table.keys().get(i), key.get(i));
    }
    boolean both = window.view().equals(ExportRequest.Window.BOTH);
    return ExportRecord.change(key, keys, after, both ? before : null, written);
  }
}
