package dev.sluice.summary;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Nights that mostly find what the night before found, in any order and at the same time, by processes that are
 * suspended, killed and started again between any two requests.
 */
final class SkippingHistory {
  static final int KEYS = 5;
  private static final Clock CLOCK = Clock.fixed(Samples.AS_OF.plusSeconds(60), ZoneOffset.UTC);
  private static final SummarySettings SETTINGS = new SummarySettings("t", null, Samples.TTL);
  private static final int MAX_KILLS = 2;

  /** What a run has of one key. */
  record Cell(long requests, int content) {}

  /** One run; null where it has no row. */
  record Night(int number, boolean restate, List<@Nullable Cell> cells) {
    RunRecord run() {
      return Samples.run("r-" + number);
    }

    Position position() {
      return Position.of(asOf(), run().startedAt(), run().runId(), 1);
    }

    private Instant asOf() {
      return Samples.AS_OF.plusSeconds(number);
    }

    Figures figures() {
      List<LatencyFigures> rows = new ArrayList<>();
      for (int key = 0; key < KEYS; key++) {
        Cell cell = cells.get(key);
        if (cell != null) {
          rows.add(Samples.latency(model(key), "1", window(key), cell.requests(), cell.content()));
        }
      }
      return Samples.latencyOnly(run().runId(), asOf(), rows);
    }

    long items(int key) {
      return Objects.requireNonNull(cells.get(key)).requests();
    }
  }

  private final Random random;
  private final MemoryDynamoDb table = new MemoryDynamoDb();
  private final MemoryStore store = new MemoryStore();
  private final List<Night> nights = new ArrayList<>();
  private final Set<Night> lost = new HashSet<>();
  private final Set<Night> done = new HashSet<>();
  private final Set<Integer> late = new HashSet<>();
  private final Map<Holders.Holder<PublishResult>, Night> live = new LinkedHashMap<>();
  private int skipped;

  SkippingHistory(Random random) {
    this.random = random;
    int count = 3 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      nights.add(night(i));
    }
  }

  private Night night(int number) {
    List<@Nullable Cell> cells = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      boolean same = number > 0 && random.nextInt(10) < 7;
      cells.add(
          same
              ? nights.get(random.nextInt(4) == 0 ? 0 : number - 1).cells().get(key)
              : random.nextInt(4) == 0
                  ? null
                  : new Cell(100 + random.nextInt(3), random.nextInt(2)));
    }
    return new Night(number, random.nextInt(12) == 0, cells);
  }

  /** Lets all of them come, some late, some twice, some killed and started again, some killed for good. */
  void play(Holders holders) {
    List<Night> queue = queue();
    int atOnce = 1 + random.nextInt(3);
    int kills = 0;
    while (!queue.isEmpty() || !live.isEmpty()) {
      if (live.isEmpty() || (live.size() < atOnce && !queue.isEmpty() && random.nextInt(8) == 0)) {
        begin(queue.remove(0), store(), holders);
      }
      Holders.Holder<PublishResult> one = any();
      if (kills < MAX_KILLS && random.nextInt(60) == 0) {
        kills++;
        kill(one, queue);
      } else {
        one.step();
      }
      if (one.isEnded()) {
        ended(one);
      }
    }
  }

  private List<Night> queue() {
    List<Night> queue = new ArrayList<>(nights);
    for (int late = random.nextInt(3); late > 0; late--) {
      Night straggler = queue.remove(random.nextInt(queue.size()));
      queue.add(queue.isEmpty() ? 0 : random.nextInt(queue.size() + 1), straggler);
    }
    if (random.nextInt(3) == 0) {
      queue.add(nights.get(random.nextInt(nights.size())));
    }
    return queue;
  }

  /** Mostly the one that all share; some are of another root. */
  private PublicationStore store() {
    return random.nextInt(8) == 0 ? new MemoryStore() : store;
  }

  private void begin(Night night, PublicationStore remembers, Holders holders) {
    live.put(
        holders.start(gate -> {
          DynamoDbClient client = table.client(gate);
          return new Publisher(client, SETTINGS, remembers, CLOCK, 1)
              .publish(night.figures(), night.run(), night.restate(), (rows, of) -> {});
        }),
        night);
  }

  /** Some holders hardly ever get a turn. */
  private Holders.Holder<PublishResult> any() {
    List<Holders.Holder<PublishResult>> all = List.copyOf(live.keySet());
    return all.get(random.nextInt(4) == 0 ? random.nextInt(all.size()) : all.size() - 1);
  }

  private void kill(Holders.Holder<PublishResult> one, List<Night> queue) {
    one.kill();
    Night night = Objects.requireNonNull(live.get(one));
    if (random.nextInt(4) > 0) {
      queue.add(random.nextInt(queue.size() + 1), night);
    } else if (!queue.contains(night) && !done.contains(night)) {
      lost.add(night);
    }
    if (night.restate()) {
      // it cannot say any more which rows it restated late
      for (int key = 0; key < KEYS; key++) {
        late.add(key);
      }
    }
  }

  private void ended(Holders.Holder<PublishResult> one) {
    Night night = Objects.requireNonNull(live.remove(one));
    one.result().ifPresent(result -> {
      lost.remove(night);
      done.add(night);
      skipped += result.skipped();
      for (int key = 0; key < KEYS; key++) {
        RowKey row = key(key);
        if (result.late().stream().anyMatch(restated -> restated.key().equals(row))) {
          late.add(key);
        }
      }
    });
  }

  /** One more after all others, alone, with the rows that would stand by now. */
  Night next(Holders holders) {
    List<@Nullable Cell> cells = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      int one = key;
      List<Night> those =
          nights.stream().filter(n -> n.cells().get(one) != null).toList();
      cells.add(those.isEmpty() ? null : inOrder(those, key).cells().get(key));
    }
    Night next = new Night(nights.size(), false, cells);
    begin(next, store, holders);
    Holders.Holder<PublishResult> holder = live.keySet().iterator().next();
    while (!holder.isEnded()) {
      holder.step();
    }
    ended(holder);
    nights.add(next);
    late.clear();
    return next;
  }

  /** Returns whether a row ended as it may. */
  boolean isRight(int key) {
    Cell there = there(key);
    return there == null
        ? nights.stream().allMatch(n -> n.cells().get(key) == null || lost.contains(n))
        : isLate(key) || expected(key).contains(there);
  }

  /**
   * Returns the contents that a row may end with: that of the runs one after the other in their order, where each of
   * those that were lost on the way may have come or not.
   */
  Set<Cell> expected(int key) {
    List<Night> having = nights.stream().filter(n -> n.cells().get(key) != null).toList();
    List<Night> gone = having.stream().filter(lost::contains).toList();
    Set<Cell> expected = new HashSet<>();
    for (int some = 0; some < 1 << gone.size(); some++) {
      int chosen = some;
      List<Night> those = having.stream()
          .filter(n -> !gone.contains(n) || (chosen >> gone.indexOf(n) & 1) == 1)
          .toList();
      if (!those.isEmpty()) {
        expected.add(Objects.requireNonNull(inOrder(those, key).cells().get(key)));
      }
    }
    return expected;
  }

  private static Night inOrder(List<Night> those, int key) {
    return those.stream()
        .reduce(
            (stays, next) -> next.restate() || next.items(key) >= stays.items(key) ? next : stays)
        .orElseThrow();
  }

  /** Returns the content of a row; null if there is none. */
  @Nullable
  Cell there(int key) {
    Map<String, AttributeValue> row = table.row(key(key));
    if (row.isEmpty()) {
      return null;
    }
    SummaryRow read = SummaryRow.of(row);
    return new Cell(
        read.count("requests").orElseThrow(), (int) read.number("p50").orElseThrow());
  }

  /** A restatement that came after newer runs has said that it may stand. */
  private boolean isLate(int key) {
    return late.contains(key);
  }

  int skipped() {
    return skipped;
  }

  private static String model(int key) {
    return "m-" + key / 2;
  }

  private static Window window(int key) {
    return Samples.day(Samples.DATE.minusDays(key % 2));
  }

  private static RowKey key(int key) {
    return new Keys(null).latency(model(key), window(key), "1");
  }

  @Override
  public String toString() {
    return nights + ", lost " + lost + ", late " + late;
  }
}
