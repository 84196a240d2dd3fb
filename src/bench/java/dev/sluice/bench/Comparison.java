package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What contestants took for the same table and sink, side by side. */
public record Comparison(
    BenchTable table, Task.Sink sink, int cores, String codec, List<Measured> measured) {
  private static final double MB = 1e6;
  private static final double MILLION = 1e6;

  public Comparison {
    measured = List.copyOf(measured);
  }

  String text() {
    StringBuilder text = new StringBuilder("%n%s to %s, local[%d]%n"
        .formatted(
            table.tableName(),
            sink == Task.Sink.NOOP ? "a no-op sink" : "Parquet, " + codec,
            cores));
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
    allowance(text);
    return text.toString();
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

  /** How many times as many items per CPU-second Sluice reads: the median of the passes' ratios, each of one turn. */
  private Optional<Double> ratio(Measured other) {
    return ours().map(other::ratioTo);
  }

  /** The product's own way to this sink: to Parquet the snapshot. */
  private Optional<Measured> ours() {
    return of(Contestants.SNAPSHOT).or(() -> of(Contestants.SLUICE));
  }

  /** Of the bare write, the goal is its CPU and a quarter, and a CPU-second a million for reading. */
  private void allowance(StringBuilder text) {
    Optional<Measured> bare = of(Contestants.BARE);
    Optional<Measured> ours = ours();
    if (bare.isPresent() && ours.isPresent()) {
      double allowed = 1.25 * secondsPerMillion(bare.get()) + 1;
      text.append("%nSluice took %.2f CPU-s a million; 1.25 x the bare write and 1 is %.2f%n"
          .formatted(secondsPerMillion(ours.get()), allowed));
    }
  }

  private Optional<Measured> of(Contestants contestant) {
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
