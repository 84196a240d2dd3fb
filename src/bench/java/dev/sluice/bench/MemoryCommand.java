package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.server.ServerOptions;
import dev.sluice.bench.server.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether large tables, large items and tiny pages go through a small heap. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "Sluice reads 10 GB, items of 400 KB and pages of one item, in a small heap.")
final class MemoryCommand implements Callable<Integer> {
  private static final double MB = 1e6;
  private static final long GB = 1_000_000_000L;
  private static final int INFERENCE_BYTES = 500;
  private static final int LARGE_BYTES = 400_000;

  @Mixin
  Machine machine = new Machine();

  @Option(names = "--gb", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  long gb;

  @Option(names = "--sink", description = "${COMPLETION-CANDIDATES}. Default: noop.")
  Task.Sink sink = Task.Sink.NOOP;

  @Option(
      names = "--cores",
      defaultValue = "2",
      description = "Spark's. Default: ${DEFAULT-VALUE}.")
  int cores;

  @Option(
      names = "--segments",
      defaultValue = "64",
      description = "That the tables are cut into. Default: ${DEFAULT-VALUE}.")
  int segments;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  @Override
  public Integer call() {
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(read(BenchTable.INFERENCE, gb * GB / INFERENCE_BYTES));
    comparisons.add(read(BenchTable.LARGE, gb * GB / LARGE_BYTES));
    comparisons.add(read(BenchTable.SINGLE, 20_000));
    Figures.write(json, comparisons);
    return 0;
  }

  /** Read twice: once to check every item, once to a sink. */
  private Comparison read(BenchTable table, long items) {
    try (ServerProcess server = ServerProcess.start(ServerOptions.of(table, items))) {
      Task.Conditions conditions = new Task.Conditions(cores, segments, "snappy", Task.WarmUp.NONE);
      Task task = Task.of(Contestants.SLUICE, server, sink, conditions);
      Measured measured = machine.run(List.of(task), 1).get(0);
      System.out.printf(
          "%-12s %,11d items, %,8.0f MB in pages of at most 1 MB: %6.1f s, -Xmx%s, peak heap %,.0f MB, peak of the process %,.0f MB%n",
          table.tableName(),
          measured.items(),
          server.served().itemBytes() / MB,
          measured.wallSeconds(),
          machine.heap,
          measured.peakHeapBytes() / MB,
          measured.peakResidentBytes() / MB);
      return new Comparison(table, sink, conditions, 0, List.of(measured));
    }
  }
}
