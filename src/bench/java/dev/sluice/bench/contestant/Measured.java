package dev.sluice.bench.contestant;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a contestant took.
 *
 * @param items in a pass
 * @param peakResidentBytes of the process, as Linux counts them; 0 where it is not Linux
 * @param fileBytes of Parquet in a pass; 0 for the sink that does nothing
 */
public record Measured(
    String contestant,
    long items,
    List<Pass> passes,
    long peakHeapBytes,
    long peakResidentBytes,
    long fileBytes) {
  /**
   * One pass.
   *
   * @param cpuSeconds of all threads of the process, the compiler's and the collector's among them
   * @param serverCpuSeconds of the server's process meanwhile
   */
  public record Pass(double cpuSeconds, double wallSeconds, double serverCpuSeconds) {}

  public Measured {
    passes = List.copyOf(passes);
  }

  public double cpuSeconds() {
    return median(passes.stream().map(Pass::cpuSeconds).toList());
  }

  public double wallSeconds() {
    return median(passes.stream().map(Pass::wallSeconds).toList());
  }

  /** The share of one core that the server was busy: while it is well below 1 it cannot have been the limit. */
  public double serverLoad() {
    return median(
        passes.stream().map(p -> p.serverCpuSeconds() / p.wallSeconds()).toList());
  }

  public double itemsPerCpuSecond() {
    return items / cpuSeconds();
  }

  /** How many times as much CPU this took as another: the median over the passes, each with the other's of the same turn. */
  public double ratioTo(Measured other) {
    return median(IntStream.range(0, passes.size())
        .mapToObj(i -> passes.get(i).cpuSeconds() / other.passes.get(i).cpuSeconds())
        .toList());
  }

  /** How many times the wall time of others together this took: the median over the passes, each with theirs of its turn. */
  public double timesOf(List<Measured> others) {
    return median(IntStream.range(0, passes.size())
        .mapToObj(i -> passes.get(i).wallSeconds()
            / others.stream().mapToDouble(o -> o.passes.get(i).wallSeconds()).sum())
        .toList());
  }

  /** The middle one; of an even number the lower of the two. */
  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get((values.size() - 1) / 2);
  }
}
