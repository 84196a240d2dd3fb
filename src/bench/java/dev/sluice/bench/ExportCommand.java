package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.server.ServerProcess;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** CPU, time and memory of those that read a full export, in turn. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Sluice and Spark's read.json read the same full export to Parquet; then, on two"
        + " cores to a no-op sink, Sluice against decompressing alone and decoding alone.")
final class ExportCommand implements Callable<Integer> {
  private static final List<Task.Sink> SINKS = List.of(Task.Sink.PARQUET, Task.Sink.NOOP);

  /** Of the no-op sink, where wall time counts. */
  private static final int CORES = 2;

  @Mixin
  Machine machine = new Machine();

  @Mixin
  PassOptions pass = new PassOptions();

  @Mixin
  ContestOptions contest = new ContestOptions();

  @Option(names = "--sink", description = "Parquet, noop. Default: both.")
  List<Task.Sink> sinks = SINKS;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  @Override
  public Integer call() {
    checkOptions();
    List<Comparison> comparisons = new ArrayList<>();
    for (BenchTable table : contest.tables) {
      try (ServerProcess server = contest.serve(table)) {
        for (Task.Sink sink : sinks) {
          Comparison comparison =
              contest.compare(machine, server, Contestants.ofExport(sink), sink, conditions(sink));
          System.out.println(comparison.figures() + ExportGoals.text(comparison));
          comparisons.add(comparison);
        }
      }
    }
    Figures.write(json, comparisons);
    contest.failure().ifPresent(failure -> {
      throw failure;
    });
    return 0;
  }

  private Task.Conditions conditions(Task.Sink sink) {
    return sink == Task.Sink.NOOP
        ? new Task.Conditions(CORES, pass.segments, pass.codec, contest.warmUp())
        : pass.conditions(contest.warmUp());
  }

  private void checkOptions() {
    Stream<Contestants> all = SINKS.stream().flatMap(sink -> Contestants.ofExport(sink).stream());
    List<ConfigError> faults = new ArrayList<>(contest.unknown(all, "export").toList());
    sinks.stream()
        .filter(sink -> !SINKS.contains(sink))
        .map(sink -> new ConfigError(
            "--sink", sink.name(), "is not measured of an export", "Give parquet or noop."))
        .forEach(faults::add);
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
  }
}
