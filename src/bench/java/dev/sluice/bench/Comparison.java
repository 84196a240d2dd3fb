package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What contestants took for the same table and sink, side by side.
 *
 * @param yardstickSeconds what the machine took meanwhile for {@link YardstickMain}'s work; 0: not measured
 */
public record Comparison(
    BenchTable table,
    Task.Sink sink,
    Task.Conditions conditions,
    double yardstickSeconds,
    List<Measured> measured) {
  private static final double MB = 1e6;
  private static final double MILLION = 1e6;

  public Comparison {
    measured = List.copyOf(measured);
  }

  /** A table of all, and how far the goals are reached. */
  String text() {
    return figures() + Goals.text(table, sink, ratios());
  }

  /** A table of all. */
  String figures() {
    StringBuilder text = new StringBuilder("%n%s to %s%s, local[%d]%n"
        .formatted(
            table.tableName(),
            sink.title(),
            sink == Task.Sink.PARQUET ? ", " + conditions.codec() : "",
            conditions.cores()));
    line(
        text,
        "",
        "items",
        "items/CPU-s",
        "CPU-s/1M",
        "wall s",
        "peak heap MB",
        "peak MB",
        "files MB",
        "Sluice is",
        "server load");
    measured.forEach(m -> add(text, m));
    return text.toString();
  }

  /** CPU seconds that this contestant took for a million items. */
  Optional<Double> secondsPerMillion(Contestants contestant) {
    return of(contestant).map(Comparison::secondsPerMillion);
  }

  /** The product's own way to this sink: to Parquet the snapshot; of an export that in JSON. */
  Optional<Contestants> ours() {
    return of(Contestants.SNAPSHOT)
        .or(() -> of(Contestants.SLUICE))
        .or(() -> of(Contestants.EXPORT))
        .flatMap(m -> Contestants.byId(m.contestant()));
  }

  private void add(StringBuilder text, Measured m) {
    line(
        text,
        Contestants.byId(m.contestant()).orElseThrow().title(),
        "%,d".formatted(m.items()),
        "%,.0f".formatted(m.itemsPerCpuSecond()),
        "%.2f".formatted(secondsPerMillion(m)),
        "%.2f".formatted(m.wallSeconds()),
        "%,.0f".formatted(m.peakHeapBytes() / MB),
        "%,.0f".formatted(m.peakResidentBytes() / MB),
        m.fileBytes() == 0 ? "" : "%,.1f".formatted(m.fileBytes() / MB),
        ratio(m).map("%.2f x"::formatted).orElse(""),
        "%.0f %%".formatted(100 * m.serverLoad()));
  }

  /** How many times Sluice's CPU that of each is. */
  Map<Contestants, Double> ratios() {
    Map<Contestants, Double> ratios = new EnumMap<>(Contestants.class);
    for (Measured m : measured) {
      Contestants contestant = Contestants.byId(m.contestant()).orElseThrow();
      ratio(m).ifPresent(ratio -> ratios.put(contestant, ratio));
    }
    return ratios;
  }

  /** How many times as many items per CPU-second Sluice reads: the median of the passes' ratios, each of one turn. */
  private Optional<Double> ratio(Measured other) {
    return ours().flatMap(this::of).map(other::ratioTo);
  }

  /** What this contestant took; empty if it did not take part. */
  Optional<Measured> of(Contestants contestant) {
    return measured.stream().filter(m -> m.contestant().equals(contestant.id())).findFirst();
  }

  private static double secondsPerMillion(Measured m) {
    return MILLION * m.cpuSeconds() / m.items();
  }

  private static void line(StringBuilder text, String title, String... cells) {
    text.append("%-28s".formatted(title));
    for (String cell : cells) {
      text.append(String.format(Locale.ROOT, "%13s", cell));
    }
    text.append('\n');
  }
}
