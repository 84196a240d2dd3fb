package dev.sluice.source;

import dev.sluice.failure.DataGateException;
import dev.sluice.write.Condition;
import dev.sluice.write.WriteOperation;
import dev.sluice.write.WriteStats;
import java.util.Locale;
import java.util.Objects;

/** The messages of a write at its end. */
record WriteReport(String table, WriteSettings settings) {
  /**
   * Describes counts: {@code 1,000 items put, 2 unchanged, 12 refused by the condition; 1,014.0 write units, 3 requests
   * retried}.
   */
  static String counts(WriteOperation operation, WriteStats stats) {
    return String.format(
        Locale.ROOT,
        "%s %s%s%s; %,.1f write units, %s retried",
        number(stats.written(), "item"),
        operation.done(),
        part(stats.unchanged(), "unchanged"),
        part(stats.refused(), "refused by the condition"),
        stats.units(),
        number(stats.retried(), "request"));
  }

  private static String number(long count, String noun) {
    return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, noun);
  }

  private static String part(long items, String what) {
    return items == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", items, what);
  }

  /** Describes a write that has ended well. */
  String done(WriteStats stats) {
    return "Table " + table + ": " + counts(settings.operation(), stats);
  }

  /**
   * Describes a write that has failed.
   *
   * @param stats of the tasks that have ended well
   */
  String failed(WriteStats stats) {
    return "Table " + table + ": the write has failed. Of the tasks that had ended: "
        + counts(settings.operation(), stats) + ". What was written stays.";
  }

  /**
   * Fails if the condition has refused items, and that is to fail.
   *
   * @throws DataGateException with their number and the first keys
   */
  void checkRefused(WriteStats stats) {
    if (stats.refused() == 0
        || settings.onConditionFailure() == WriteSettings.ConditionFailure.SKIP) {
      return;
    }
    Condition condition = Objects.requireNonNull(settings.condition());
    throw new DataGateException(
        String.format(
            Locale.ROOT,
            "table %s: condition = %s refuses %,d of %s: %s%s. The others are %s",
            table,
            condition.source(),
            stats.refused(),
            number(stats.items(), "item"),
            String.join(", ", stats.refusedItems()),
            stats.refused() > stats.refusedItems().size() ? ", …" : "",
            settings.operation().done()),
        "Leave these rows out, or give on-condition-failure = skip to only count them.");
  }
}
