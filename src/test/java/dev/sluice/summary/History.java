package dev.sluice.summary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What some runs write under one key. Positions are all different; some share a content, some rest on fewer items. */
record History(List<Run> runs) {
  static final RowOrder ITEMS = RowOrder.byItems("requests");
  private static final List<String> RUN_IDS = List.of("nightly-9", "nightly-10", "a.b_c", "z");
  private static final Instant ZERO = Instant.parse("2026-10-20T00:00:00Z");

  /** One result of one run. */
  record Run(Row row, boolean restate) {
    Position position() {
      return row.position();
    }

    long items() {
      return row.items();
    }
  }

  History(List<Run> runs) {
    this.runs = runs.stream().sorted(Comparator.comparing(Run::position)).toList();
  }

  /**
   * Some runs.
   *
   * @param restating the share of them that restate
   */
  static History random(Random random, RowOrder order, double restating) {
    Map<Position, Run> runs = new TreeMap<>();
    int size = 2 + random.nextInt(5);
    while (runs.size() < size) {
      Position position = Position.of(
          ZERO.plusSeconds(random.nextInt(3)),
          ZERO.plusSeconds(100 + random.nextInt(2)),
          RUN_IDS.get(random.nextInt(RUN_IDS.size())),
          1 + random.nextInt(2));
      int items = random.nextInt(4);
      // different contents may rest on equally many items, equal contents never on different ones
      Row row = row(position, items, items * 10 + random.nextInt(2), order);
      runs.put(position, new Run(row, random.nextDouble() < restating));
    }
    return new History(List.copyOf(runs.values()));
  }

  /** The day of a row is told by its content. */
  static Row row(Position position, long items, int content, RowOrder order) {
    Map<String, AttributeValue> item = new TreeMap<>();
    item.put("pk", AttributeValue.fromS("LATENCY#m"));
    item.put("sk", AttributeValue.fromS("DAY#2026-10-19#1"));
    item.put("day", AttributeValue.fromS("2026-10-1" + content / 10));
    item.put("asOf", AttributeValue.fromS(position.asOf()));
    item.put("runStartedAt", AttributeValue.fromS(position.startedAt()));
    item.put("runId", AttributeValue.fromS(position.runId()));
    item.put("runNumber", AttributeValue.fromN(Integer.toString(position.number())));
    item.put("requests", AttributeValue.fromN(Long.toString(items)));
    item.put("contentHash", AttributeValue.fromS(Integer.toString(content)));
    return new Row(item, order);
  }

  /** A run after all others. */
  static Run last(long items) {
    Position position = Position.of(ZERO.plusSeconds(1_000), ZERO, "last", 1);
    return new Run(row(position, items, (int) items * 10, ITEMS), false);
  }

  /** The run whose row stays where all come one after the other in their order. */
  Run inOrder() {
    return runs.stream()
        .reduce((stays, next) -> stays(stays, next) ? stays : next)
        .orElseThrow();
  }

  private static boolean stays(Run there, Run next) {
    if (next.row().order().equals(RowOrder.BY_DAY)) {
      return day(next).compareTo(day(there)) < 0;
    }
    return !next.restate() && next.items() < there.items();
  }

  private static String day(Run run) {
    return run.row().value("day").s();
  }

  History without(Set<Run> some) {
    return new History(runs.stream().filter(run -> !some.contains(run)).toList());
  }

  History with(Run another) {
    List<Run> more = new ArrayList<>(runs);
    more.add(another);
    return new History(more);
  }

  /** The last run that restated. */
  Position restatedBy() {
    return runs.stream()
        .filter(Run::restate)
        .map(Run::position)
        .max(Comparator.naturalOrder())
        .orElse(Position.NONE);
  }

  Position newest() {
    return runs.get(runs.size() - 1).position();
  }

  /** How a history came to its end. */
  static final class Arrivals {
    private final MemoryTable table = new MemoryTable();
    private final Set<Run> arrived = new HashSet<>();
    private final Set<Run> overtaken = new HashSet<>();

    Map<String, AttributeValue> row() {
      return table.there();
    }

    /** Newer runs that had passed by when a restatement came which said so. */
    Set<Run> overtaken() {
      return overtaken;
    }

    /** All of them in any order, some of them again, several at the same time. */
    static Arrivals of(History history, Random random) {
      return of(history, Map.of(), random);
    }

    /** Likewise, where another has put a row there before. */
    static Arrivals of(History history, Map<String, AttributeValue> foreign, Random random) {
      List<Run> queue = new ArrayList<>(history.runs());
      queue.addAll(history.runs().subList(0, random.nextInt(history.runs().size())));
      Collections.shuffle(queue, random);
      Arrivals arrivals = new Arrivals();
      arrivals.table.put(foreign);
      int atOnce = 1 + random.nextInt(3);
      Map<MemoryTable.Writer, Run> writers = new LinkedHashMap<>();
      while (!queue.isEmpty() || !writers.isEmpty()) {
        while (writers.size() < atOnce && !queue.isEmpty()) {
          Run run = queue.remove(queue.size() - 1);
          writers.put(arrivals.table.new Writer(run.row(), run.restate()), run);
        }
        arrivals.request(writers, random);
      }
      return arrivals;
    }

    private void request(Map<MemoryTable.Writer, Run> writers, Random random) {
      List<MemoryTable.Writer> all = List.copyOf(writers.keySet());
      MemoryTable.Writer writer = all.get(random.nextInt(all.size()));
      @Nullable Decision decision = writer.request();
      if (decision != null) {
        arrived(Objects.requireNonNull(writers.remove(writer)), decision);
      }
    }

    /** One more, alone. */
    void arrive(Run run) {
      MemoryTable.Writer writer = table.new Writer(run.row(), run.restate());
      @Nullable Decision decision = null;
      while (decision == null) {
        decision = writer.request();
      }
      arrived(run, decision);
    }

    private void arrived(Run run, Decision decision) {
      overtaken.remove(run);
      if (decision.overtakenBy() != null) {
        arrived.stream()
            .filter(other -> other.position().isAfter(run.position()))
            .forEach(overtaken::add);
        if (arrived.stream().noneMatch(r -> r.position().equals(decision.overtakenBy()))) {
          throw new AssertionError("says that a run had come which had not");
        }
      }
      arrived.add(run);
    }
  }
}
