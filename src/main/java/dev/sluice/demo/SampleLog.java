package dev.sluice.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The sample log as it grew, day by day: an event is there from its day on, and gets its label as attributes of its own
 * ({@code label}, {@code labeledAt}) on the day on which the label came. Not thread-safe.
 */
final class SampleLog {
  /** The attribute with the time at which an event expires, in epoch seconds. */
  static final String TTL = "expiresAt";

  static final String ID = "requestId";
  private static final String TIME = "timestamp";
  private static final String LABELLED_AT = "labeledAt";

  private final NavigableMap<LocalDate, List<Map<String, AttributeValue>>> events = new TreeMap<>();
  private final NavigableMap<LocalDate, List<Map<String, AttributeValue>>> labels = new TreeMap<>();
  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();

  /**
   * Reads the log, of which nothing has happened yet.
   *
   * @param part 1: all events; n: every n-th
   * @param expiry when the events of a day expire
   */
  SampleLog(int part, Function<LocalDate, Instant> expiry) {
    int[] read = new int[1];
    SampleTable.INFERENCE.forEach(item -> {
      if (read[0]++ % part != 0) {
        return;
      }
      Map<String, AttributeValue> event = new LinkedHashMap<>(item);
      LocalDate day = day(item, TIME);
      event.put(TTL, AttributeValue.fromN("" + expiry.apply(day).getEpochSecond()));
      events.computeIfAbsent(day, unseen -> new ArrayList<>()).add(event);
    });
    SampleTable.FEEDBACK.forEach(label -> labels
        .computeIfAbsent(day(label, LABELLED_AT), unseen -> new ArrayList<>())
        .add(label));
    labels.values().forEach(list -> list.sort(Comparator.comparing(SampleLog::labelledAt)));
  }

  private static LocalDate day(Map<String, AttributeValue> item, String attribute) {
    return LocalDate.parse(text(item, attribute).substring(0, "2026-10-28".length()));
  }

  private static String labelledAt(Map<String, AttributeValue> label) {
    return text(label, LABELLED_AT);
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return item.getOrDefault(attribute, AttributeValue.fromS("")).s();
  }

  /** Returns the first day. */
  LocalDate first() {
    return events.firstKey();
  }

  /** Lets all days before this one pass, and returns the items that are there then. */
  List<Map<String, AttributeValue>> before(LocalDate day) {
    for (LocalDate one = first(); one.isBefore(day); one = one.plusDays(1)) {
      on(one);
    }
    return List.copyOf(items.values());
  }

  /** Lets a day pass, and returns the items that it has written: new events, and old ones with labels. */
  List<Map<String, AttributeValue>> on(LocalDate day) {
    Map<String, Map<String, AttributeValue>> written = new LinkedHashMap<>();
    events.getOrDefault(day, List.of()).forEach(event -> written.put(text(event, ID), event));
    items.putAll(written);
    for (Map<String, AttributeValue> label : labels.getOrDefault(day, List.of())) {
      String id = text(label, ID);
      Map<String, AttributeValue> event = items.get(id);
      if (event != null) {
        Map<String, AttributeValue> labelled = new LinkedHashMap<>(event);
        labelled.putAll(label);
        items.put(id, labelled);
        written.put(id, labelled);
      }
    }
    return List.copyOf(written.values());
  }

  /** Deletes the events of a day that are still there, at most so many, and returns their ids in order. */
  List<String> delete(LocalDate day, int most) {
    List<String> ids = events.getOrDefault(day, List.of()).stream()
        .map(event -> text(event, ID))
        .filter(items::containsKey)
        .sorted()
        .limit(most)
        .toList();
    ids.forEach(items::remove);
    return ids;
  }
}
