package dev.sluice.job;

import dev.sluice.job.settings.Settings;
import dev.sluice.table.ParallelRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The turns of several sources, {@value #AT_ONCE} at a time: while one waits for DynamoDB or for the summary table, the
 * other has Spark's cores. Sources that reach S3 in different ways have their turns one after the other, since a Spark
 * session reaches it in one. Reads of a table that two of them have keep its limit together.
 */
final class SourceTurns {
  static final int AT_ONCE = 2;

  private final Console console;
  private final SharedSession session;
  private final SortedMap<String, Settings> sources;

  /** @param sources by name, whose order is that of the turns */
  SourceTurns(Console console, SharedSession session, SortedMap<String, Settings> sources) {
    this.console = console;
    this.session = session;
    this.sources = sources;
  }

  /** The work on one source. It must not throw. */
  @FunctionalInterface
  interface Work {
    /**
     * Returns the source's result.
     *
     * @param said is told how it goes, beside the other sources
     */
    Result result(Console said, String name, Settings source);
  }

  private record Turn(int number, String name, Settings source) {}

  private record Ended(String name, Result result) {}

  /** Returns the results of all by name. */
  Map<String, Result> each(Work work) {
    boolean alike = session.reachesAlike(sources.values());
    int atOnce = alike ? Math.min(AT_ONCE, sources.size()) : 1;
    Map<String, Result> results = new TreeMap<>();
    try (ParallelRunner runner = new ParallelRunner(atOnce)) {
      runner.each(
          turns(),
          turn -> ended(turn, atOnce > 1, work),
          ended -> results.put(ended.name(), ended.result()));
    }
    return results;
  }

  private List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    sources.forEach((name, source) -> turns.add(new Turn(turns.size() + 1, name, source)));
    return turns;
  }

  private Ended ended(Turn turn, boolean besideAnother, Work work) {
    if (!besideAnother) {
      session.forgetS3();
    }
    console.note("Source " + turn.name() + ", " + turn.number() + " of " + sources.size());
    Console said = besideAnother ? console.of(turn.name()) : console;
    return new Ended(turn.name(), work.result(said, turn.name(), turn.source()));
  }
}
