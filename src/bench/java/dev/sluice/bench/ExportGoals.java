package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import java.util.List;
import java.util.Optional;

/** Goals of reading an export, each beside what is reached. */
final class ExportGoals {
  /** Of Spark's CPU over Sluice's. */
  private static final double SPARK = 3;

  /** Of Sluice's time over that of decompressing alone and of decoding alone, one after the other. */
  private static final double ALONE = 1.3;

  private ExportGoals() {}

  /** A line for each goal that the comparison tells about. */
  static String text(Comparison comparison) {
    return comparison.sink() == Task.Sink.PARQUET ? spark(comparison) : alone(comparison);
  }

  private static String spark(Comparison comparison) {
    return Optional.ofNullable(comparison.ratios().get(Contestants.PITR))
        .map(ratio -> Goals.against(Contestants.PITR, ratio, SPARK))
        .orElse("");
  }

  private static String alone(Comparison comparison) {
    List<Measured> parts = List.of(Contestants.GUNZIP, Contestants.DECODE).stream()
        .flatMap(part -> comparison.of(part).stream())
        .toList();
    return comparison
        .of(Contestants.EXPORT)
        .filter(ours -> parts.size() == 2)
        .map(ours -> ours.timesOf(parts))
        .map(times -> "Sluice takes %.2f of the time of %s plus %s; the goal is at most %.1f: %s%n"
            .formatted(
                times,
                Contestants.GUNZIP.title(),
                Contestants.DECODE.title(),
                ALONE,
                times <= ALONE ? "reached" : "missed"))
        .orElse("");
  }
}
