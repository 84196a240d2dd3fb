package dev.sluice.summary;

import dev.sluice.summary.Precedence.Verdict;
import dev.sluice.summary.RowWriter.Outcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a run's rows; its RUN row is not counted. {@code rows} = written + advanced + fenced + those of {@code
 * eroded} that this run did not write.
 *
 * @param written new or replaced
 * @param advanced the same content was there; only asOf, runId and expiresAt were set
 * @param fenced a newer run's row is there
 * @param eroded windows in which the newer of two runs found fewer items, by key: this run, and the older row stayed;
 *     or the one there before, and this run's older row, written late, took its place
 */
public record PublishResult(int rows, int written, int advanced, int fenced, List<Eroded> eroded) {
  private static final Comparator<Eroded> BY_KEY = Comparator.<Eroded, String>comparing(
          e -> e.key().pk())
      .thenComparing(e -> e.key().sk());

  static PublishResult of(Collection<Outcome> outcomes) {
    return new PublishResult(
        outcomes.size(),
        count(outcomes, Verdict.WRITE) + count(outcomes, Verdict.RECOVER),
        count(outcomes, Verdict.ADVANCE),
        count(outcomes, Verdict.FENCED),
        outcomes.stream()
            .flatMap(o -> Stream.ofNullable(o.eroded()))
            .sorted(BY_KEY)
            .toList());
  }

  private static int count(Collection<Outcome> outcomes, Verdict verdict) {
    return (int) outcomes.stream().filter(o -> o.verdict() == verdict).count();
  }
}
