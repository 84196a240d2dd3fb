package dev.sluice.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many fetchers on one allowance, by a simulated clock. */
final class ReadRateLimiterTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final double PAGE = 128;

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at));
  private final List<Paid> paid = new ArrayList<>();
  private long now;
  private int inFlight;
  private int mostInFlight;

  private record Event(long at, Runnable happens) {}

  /** What DynamoDB consumed, and when. */
  private record Paid(long at, double units) {}

  private void in(long nanos, Runnable happens) {
    events.add(new Event(now + nanos, happens));
  }

  private void runUntil(long end) {
    while (!events.isEmpty() && events.peek().at <= end) {
      Event next = events.poll();
      now = next.at;
      next.happens.run();
    }
    now = end;
  }

  private ReadBudget account(ReadRateLimiter allowance, double unitsPerSecond) {
    return new ReadBudget(
        allowance,
        LiveLimit.fixed(new ReadLimit(unitsPerSecond)),
        ReadConstraints.open("table t", 1),
        0,
        () -> now);
  }

  /** What the pages of a table are like: items of so many units, and how full a page is. */
  private final class Fetcher {
    private final CapacityBroker desk;
    private final Random random;
    private final double unitsPerItem;
    private final double deaths;
    private final double throttles;
    private final double repeats;
    private int pagesLeft = Integer.MAX_VALUE;

    Fetcher(
        CapacityBroker desk,
        Random random,
        double unitsPerItem,
        double deaths,
        double throttles,
        double repeats) {
      this.desk = desk;
      this.random = random;
      this.unitsPerItem = unitsPerItem;
      this.deaths = deaths;
      this.throttles = throttles;
      this.repeats = repeats;
    }

    void ask() {
      if (pagesLeft-- == 0) {
        return;
      }
      Answer answer = desk.ask(0);
      if (answer instanceof Answer.RetryAfter later) {
        in(later.afterNanos(), this::ask);
      } else if (answer instanceof Answer.Permit leave) {
        in(leave.afterNanos() + random.nextInt(5_000_000), () -> send(leave));
      }
    }

    private void send(Answer.Permit leave) {
      mostInFlight = Math.max(mostInFlight, ++inFlight);
      if (random.nextDouble() < throttles) {
        desk.throttled(leave, Throttling.UNKNOWN);
        inFlight--;
        in(500_000_000L + random.nextInt(1_000_000_000), this::ask);
        return;
      }
      int full = (int) (PAGE / unitsPerItem);
      int asked = leave.itemLimit() == 0 ? full : Math.min(full, leave.itemLimit());
      int items = random.nextInt(4) == 0 ? random.nextInt(asked + 1) : asked;
      paid.add(new Paid(now, items * unitsPerItem));
      long latency = random.nextInt(50) == 0
          ? random.nextInt(4) * SECOND
          : 3_000_000 + random.nextInt(40_000_000);
      in(latency, () -> returned(leave, items));
    }

    private void returned(Answer.Permit leave, int items) {
      inFlight--;
      if (random.nextDouble() < deaths) {
        in(SECOND, this::ask); // Spark starts the task again; its charge stays
      } else if (random.nextDouble() < repeats) {
        desk.settle(leave, items * unitsPerItem, items);
        ask();
      } else {
        desk.settle(leave, items * unitsPerItem, items);
        in(random.nextInt(10_000_000), this::ask);
      }
    }
  }

  private double most(long seconds) {
    paid.sort(Comparator.comparingLong(Paid::at));
    double most = 0;
    double units = 0;
    int from = 0;
    for (Paid last : paid) {
      units += last.units;
      while (paid.get(from).at <= last.at - seconds * SECOND) {
        units -= paid.get(from++).units;
      }
      most = Math.max(most, units);
    }
    return most;
  }

  @ParameterizedTest
  @ValueSource(
      longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24
      })
  void overAnyTenSecondsTheLimitHoldsButForTheSlackAndWhatIsInFlight(long seed) {
    Random random = new Random(seed);
    double limit = 20 * Math.pow(10, random.nextDouble() * 3);
    double unitsPerItem = 0.05 * Math.pow(10, random.nextDouble() * 3);
    int fetchers = 1 + random.nextInt(64);
    double throttles = random.nextBoolean() ? 0 : random.nextDouble() * 0.05;
    double deaths = random.nextBoolean() ? 0 : 0.01;
    ReadRateLimiter allowance = new ReadRateLimiter(() -> now);
    ReadBudget[] accounts = {account(allowance, limit), account(allowance, limit)};
    for (int i = 0; i < fetchers; i++) {
      Fetcher fetcher = new Fetcher(
          accounts[i % 2], new Random(seed * 100 + i), unitsPerItem, deaths, throttles, 0.05);
      in(random.nextInt(1_000_000_000), fetcher::ask);
    }
    runUntil(120 * SECOND);

    assertThat(most(10))
        .as("limit %.0f, items of %.2f, %d fetchers", limit, unitsPerItem, fetchers)
        .isLessThanOrEqualTo(10 * limit * 1.05 + mostInFlight * PAGE);
    if (limit < 300) {
      // pages are small then, once it is known how large items are
      assertThat(most(10) - 10 * limit * 1.05)
          .isLessThanOrEqualTo(
              mostInFlight * Math.max(PAGE * limit / 300, 2 * unitsPerItem) + PAGE);
    }
  }

  @Test
  void nearlyAllOfTheLimitIsUsedToTheEndHoweverFewAreLeft() {
    for (int fetchers : new int[] {1, 4, 64}) {
      ReadRateLimiter allowance = new ReadRateLimiter(() -> now);
      ReadBudget account = account(allowance, 1_000);
      paid.clear();
      long start = now;
      for (int i = 0; i < fetchers; i++) {
        in(0, new Fetcher(account, new Random(i), 0.5, 0, 0, 0)::ask);
      }
      runUntil(start + 60 * SECOND);
      double used = paid.stream().mapToDouble(Paid::units).sum() / 60;
      // alone, one waits out the answers that take seconds
      assertThat(used)
          .as("%d fetchers", fetchers)
          .isBetween(fetchers == 1 ? 650.0 : 970.0, 1_020.0);
      events.clear();
    }
  }

  /** One segment may be larger than all others together. */
  @Test
  void whatTasksThatEndedHadGoesToThoseThatAreLeft() {
    ReadBudget account = account(new ReadRateLimiter(() -> now), 1_000);
    for (int i = 0; i < 8; i++) {
      Fetcher small = new Fetcher(account, new Random(i), 0.5, 0, 0, 0);
      small.pagesLeft = 20;
      in(0, small::ask);
    }
    in(0, new Fetcher(account, new Random(8), 0.5, 0, 0, 0)::ask);
    runUntil(60 * SECOND);
    assertThat(paid.stream()
            .filter(p -> p.at < 20 * SECOND)
            .mapToDouble(Paid::units)
            .sum())
        .as("all of them")
        .isBetween(19_000.0, 20_500.0);
    assertThat(paid.stream()
                .filter(p -> p.at >= 25 * SECOND)
                .mapToDouble(Paid::units)
                .sum()
            / 35)
        .as("the last one")
        .isBetween(650.0, 1_020.0);
  }

  @Test
  void theLimitFollowsTheTableWithinAMinuteAndStaysWhereItCannotBeSeen() {
    List<ReadLimit> seen = new ArrayList<>(List.of(new ReadLimit(500), new ReadLimit(50)));
    LiveLimit limit = new LiveLimit(
        new ReadLimit(100),
        () -> {
          if (seen.isEmpty()) {
            throw new IllegalStateException("not now");
          }
          return seen.remove(0);
        },
        Runnable::run,
        () -> now);
    now += 59 * SECOND;
    assertThat(limit.unitsPerSecond()).isEqualTo(100);
    now += 2 * SECOND;
    assertThat(limit.unitsPerSecond()).isEqualTo(500);
    now += 61 * SECOND;
    assertThat(limit.unitsPerSecond()).isEqualTo(50);
    now += 61 * SECOND;
    assertThat(limit.unitsPerSecond()).isEqualTo(50);
  }

  @Test
  void twoReadsWithLimitsOfTheirOwnKeepTheHigherOneTogether() {
    ReadRateLimiter allowance = new ReadRateLimiter(() -> now);
    for (int i = 0; i < 8; i++) {
      in(
          0,
          new Fetcher(account(allowance, i % 2 == 0 ? 1_000 : 400), new Random(i), 0.5, 0, 0, 0)
              ::ask);
    }
    runUntil(60 * SECOND);
    assertThat(most(10)).isLessThanOrEqualTo(10 * 1_000 * 1.05 + 8 * PAGE);
  }

  @Test
  void aBudgetEndsItWithAtMostWhatIsInFlight() {
    ReadConstraints terms = new ReadConstraints(
        "table t", 1, 5_000, Instant.MAX, () -> Instant.ofEpochSecond(now / SECOND));
    ReadBudget account = new ReadBudget(
        new ReadRateLimiter(() -> now), LiveLimit.fixed(new ReadLimit(2_000)), terms, 0, () -> now);
    for (int i = 0; i < 16; i++) {
      in(0, new Fetcher(account, new Random(i), 0.5, 0, 0, 0)::ask);
    }
    runUntil(60 * SECOND);
    assertThat(paid.stream().mapToDouble(Paid::units).sum()).isBetween(5_000.0, 5_000 + PAGE);
    assertThat(account.ask(0))
        .isInstanceOfSatisfying(Answer.Exhausted.class, stop -> assertThat(stop.message())
            .contains("table t", "5,000", "--run-id"));
  }

  @Test
  void whatALostExecutorHadInFlightCountsAsSpent() {
    ReadConstraints terms =
        new ReadConstraints("table t", 1, 100, Instant.MAX, () -> Instant.EPOCH);
    ReadBudget account = new ReadBudget(
        new ReadRateLimiter(() -> now), LiveLimit.fixed(new ReadLimit(2_000)), terms, 0, () -> now);
    assertThat(account.ask(0)).isInstanceOf(Answer.Permit.class);
    assertThat(account.ask(0)).isInstanceOf(Answer.RetryAfter.class);
    now += 121 * SECOND;
    assertThat(account.ask(0)).isInstanceOf(Answer.Exhausted.class);
  }

  @Test
  void aDeadlineEndsItEvenWithoutLimit() {
    ReadConstraints terms = new ReadConstraints(
        "table t",
        1,
        Double.POSITIVE_INFINITY,
        Instant.ofEpochSecond(30),
        () -> Instant.ofEpochSecond(now / SECOND));
    ReadBudget account = new ReadBudget(
        new ReadRateLimiter(() -> now), LiveLimit.fixed(ReadLimit.NONE), terms, 0, () -> now);
    assertThat(account.ask(7)).isInstanceOf(Answer.Permit.class);
    now = 30 * SECOND;
    assertThat(account.ask(7)).isInstanceOf(Answer.Exhausted.class);
  }

  @Test
  void aLowRateAsksForSmallPages() {
    ReadBudget account = account(new ReadRateLimiter(() -> now), 30);
    assertThat(account.ask(0)).isInstanceOfSatisfying(Answer.Permit.class, go -> {
      assertThat(go.itemLimit()).isEqualTo(12);
      account.settle(go, 6, 12);
    });
    now += SECOND;
    assertThat(account.ask(0)).isInstanceOfSatisfying(Answer.Permit.class, go -> {
      assertThat(go.itemLimit()).isEqualTo(25);
      assertThat(go.chargedUnits()).isEqualTo(12.5);
    });
    assertThat(account(new ReadRateLimiter(() -> now), 300).ask(0))
        .isInstanceOfSatisfying(
            Answer.Permit.class, go -> assertThat(go.itemLimit()).isZero());
  }
}
