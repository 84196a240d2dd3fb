package dev.sluice.demo.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The states of a table that are known, oldest first. Not thread-safe. */
final class TableHistory {
  private final List<State> states = new ArrayList<>();

  /**
   * A state of a table.
   *
   * @param from the first instant at which the table is known to have had it
   * @param until the last one
   * @param items the items by the values of their keys
   */
  record State(
      Instant from, Instant until, Map<List<AttributeValue>, Map<String, AttributeValue>> items) {
    State {
      items = Map.copyOf(items);
    }

    private boolean has(Instant time) {
      return !time.isBefore(from) && !time.isAfter(until);
    }

    /** Returns whether it has the time to the second: a write within the same second counts as made before it. */
    private boolean hasSecond(Instant time) {
      return !time.isBefore(from.truncatedTo(ChronoUnit.SECONDS)) && !time.isAfter(until);
    }
  }

  /** Adds the newest state. Items that have not changed are shared with the state before. */
  void add(State newest) {
    State last = states.isEmpty() ? null : states.get(states.size() - 1);
    if (last != null && last.items().equals(newest.items())) {
      // other tables were written, or nothing; whether it changed and changed back is not known
      states.set(states.size() - 1, new State(last.from(), newest.until(), last.items()));
    } else {
      states.add(last == null ? newest : sharing(last, newest));
    }
  }

  private static State sharing(State last, State newest) {
    Map<List<AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
    newest.items().forEach((key, item) -> {
      Map<String, AttributeValue> before = last.items().get(key);
      items.put(key, item.equals(before) ? before : item);
    });
    return new State(newest.from(), newest.until(), items);
  }

  /** Returns the state at a time; empty if the table was written between the states that are known. */
  Optional<State> at(Instant time) {
    return states.stream().filter(state -> state.has(time)).findFirst().or(() -> states.stream()
        .filter(state -> state.hasSecond(time))
        .findFirst());
  }

  /** Returns the states that began in a window, in order. */
  List<State> begunIn(Instant from, Instant to) {
    return states.stream()
        .filter(state -> !state.from().isBefore(from) && state.from().isBefore(to))
        .toList();
  }
}
