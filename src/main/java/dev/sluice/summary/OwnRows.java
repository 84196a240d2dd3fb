package dev.sluice.summary;

import dev.sluice.failure.Printable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells rows that a run of Sluice may have written from other rows under the same keys. The latter are not compared: a
 * foreign row with a far future time would keep every run's row out.
 *
 * @param now the time by this host's clock; no run writes times later than {@link #AHEAD} after it
 */
record OwnRows(Instant now) {
  /** An upper bound for the difference between the clocks of hosts that write into one table. */
  static final Duration AHEAD = Duration.ofDays(2);

  /** Returns the comparable attributes of the stored row; empty if there is no row, or if it has a flaw. */
  Map<String, AttributeValue> comparable(Row mine, Map<String, AttributeValue> there) {
    if (flaw(mine, there).isPresent()) {
      return Map.of();
    }
    Map<String, AttributeValue> row = new TreeMap<>(there);
    row.entrySet()
        .removeIf(attribute -> isMark(attribute.getKey())
            && !isCredible(
                Position.parse(Position.text(there, attribute.getKey())), mine.position()));
    return row;
  }

  /**
   * Returns the reason why the stored row is not one of Sluice's; empty if it may be one, or if there is none. Reads
   * only attributes that a decision reads, so that the condition of its write covers them too.
   */
  Optional<String> flaw(Row mine, Map<String, AttributeValue> there) {
    if (there.isEmpty()) {
      return Optional.empty();
    }
    return missing(mine, there)
        .or(() -> time(mine, there, RowNames.AS_OF, mine.order().equals(RowOrder.BY_STATE)))
        .or(() -> time(mine, there, RowNames.RUN_STARTED_AT, true))
        .or(() -> count(there, RowNames.RUN_NUMBER, true))
        .or(() -> mine.order().itemCount() == null
            ? Optional.empty()
            : count(there, mine.order().itemCount(), false))
        .or(() -> day(mine, there))
        .or(() -> state(mine, there));
  }

  private static Optional<String> missing(Row mine, Map<String, AttributeValue> there) {
    for (String name : new String[] {RowNames.RUN_ID, RowNames.CONTENT_HASH}) {
      if (Position.text(there, name).isEmpty()) {
        return Optional.of("it has no " + name);
      }
    }
    boolean ofRun = mine.order().equals(RowOrder.BY_STATE);
    return ofRun
            && !Position.text(there, RowNames.RUN_ID).equals(mine.position().runId())
        ? Optional.of("it has another runId")
        : Optional.empty();
  }

  private Optional<String> time(
      Row mine, Map<String, AttributeValue> there, String name, boolean mayBeAbsent) {
    return (mayBeAbsent && !there.containsKey(name))
            || isCredible(Position.text(there, name), mine.position())
        ? Optional.empty()
        : Optional.of(says(there, name) + ", which is no time or in the future");
  }

  private static Optional<String> count(
      Map<String, AttributeValue> there, String name, boolean mayBeAbsent) {
    AttributeValue value = there.get(name);
    boolean sound = value == null
        ? mayBeAbsent
        : value.n() != null
            && SummaryRow.isLong(new BigDecimal(value.n()))
            && new BigDecimal(value.n()).signum() >= 0;
    return sound ? Optional.empty() : Optional.of(says(there, name) + ", which is no count");
  }

  private Optional<String> day(Row mine, Map<String, AttributeValue> there) {
    if (!mine.order().equals(RowOrder.BY_DAY)) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(Position.text(there, RowOrder.DAY));
      LocalDate own = LocalDate.parse(Position.text(mine.item(), RowOrder.DAY));
      LocalDate last =
          latest(mine.position()).plus(AHEAD).atOffset(ZoneOffset.UTC).toLocalDate();
      if (!day.isAfter(last) || !day.isAfter(own)) {
        return Optional.empty();
      }
    } catch (DateTimeException none) {
      // treated like a day in the future
    }
    return Optional.of(says(there, RowOrder.DAY) + ", which is no day or in the future");
  }

  private Optional<String> state(Row mine, Map<String, AttributeValue> there) {
    if (!mine.order().equals(RowOrder.BY_STATE)) {
      return Optional.empty();
    }
    return RowOrder.rank(there) == 0
        ? Optional.of(says(there, RowOrder.STATE) + ", which is no state of a run")
        : time(mine, there, RowOrder.FINISHED_AT, true);
  }

  /** Returns whether a run can have this position. */
  boolean isCredible(Position position, Position mine) {
    return isCredible(position.asOf(), mine)
        && (position.startedAt().isEmpty() || isCredible(position.startedAt(), mine));
  }

  private boolean isCredible(String time, Position mine) {
    try {
      return !Instant.parse(time).isAfter(latest(mine).plus(AHEAD));
    } catch (DateTimeException none) {
      return false;
    }
  }

  /**
   * Returns the later of the run's data time and this host's time: data from the future prove the host's clock wrong.
   */
  private Instant latest(Position mine) {
    String asOf = mine.asOf();
    Instant data = asOf.isEmpty() ? now : Instant.parse(asOf);
    return data.isAfter(now) ? data : now;
  }

  private static boolean isMark(String name) {
    return name.equals(RowNames.RESTATED_BY) || name.equals(RowNames.ERODED_BY);
  }

  private static String says(Map<String, AttributeValue> there, String name) {
    AttributeValue value = there.get(name);
    if (value == null) {
      return "it has no " + name;
    }
    String text = value.s() != null ? value.s() : value.n() != null ? value.n() : "other data";
    return "its " + name + " is " + Printable.brief(text);
  }
}
