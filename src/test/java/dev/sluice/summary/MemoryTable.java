package dev.sluice.summary;

import dev.sluice.summary.Decision.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One row of a summary table in memory, and writers that come to it request by request. */
final class MemoryTable {
  private static final OwnRows OWN = new OwnRows(Samples.AS_OF);

  private Map<String, AttributeValue> there = Map.of();

  /** As another has put it there. */
  void put(Map<String, AttributeValue> row) {
    there = row;
  }

  Map<String, AttributeValue> there() {
    return there;
  }

  /** One row on its way into the table, as {@link RowWriter} brings it there. */
  final class Writer {
    private final Row row;
    private final boolean restate;
    private Map<String, AttributeValue> read = Map.of();

    Writer(Row row, boolean restate) {
      this.row = row;
      this.restate = restate;
    }

    /** Sends one request; null where another one has to follow. */
    @Nullable
    Decision request() {
      Decision decision = Precedence.of(row, OWN.comparable(row, read), restate);
      if (holds(RowCondition.since(read, row.order()))) {
        apply(decision);
        return decision;
      }
      read = there;
      Decision next = Precedence.of(row, OWN.comparable(row, read), restate);
      return changesNothing(next) ? next : null;
    }

    private boolean changesNothing(Decision decision) {
      return !isPut(decision) && RowChange.between(there, decision.after()).isNone();
    }

    private void apply(Decision decision) {
      if (isPut(decision)) {
        there = decision.after();
        return;
      }
      RowChange change = RowChange.between(read, decision.after());
      Map<String, AttributeValue> updated = new TreeMap<>(there);
      change.names().values().forEach(name -> {
        @Nullable AttributeValue value = change.values().get(":new_" + name);
        if (value == null) {
          updated.remove(name);
        } else {
          updated.put(name, value);
        }
      });
      there = updated;
    }
  }

  private static boolean isPut(Decision decision) {
    return decision.verdict() == Verdict.WRITE || decision.verdict() == Verdict.RECOVER;
  }

  private boolean holds(RowCondition condition) {
    if (condition.values().isEmpty()) {
      return there.isEmpty();
    }
    return !there.isEmpty()
        && condition.names().values().stream()
            .filter(name -> !name.equals(RowNames.PK))
            .allMatch(name -> {
              @Nullable AttributeValue now = there.get(name);
              @Nullable AttributeValue then = condition.values().get(":" + name);
              return now == null ? then == null : now.equals(then);
            });
  }
}
