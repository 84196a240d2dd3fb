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

/** CPU, time and memory of every contestant, in turn. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description = "Sluice and others read the same table; CPU, time and memory of each.")
final class ReadCommand implements Callable<Integer> {
  private static final List<Task.Sink> SINKS = List.of(Task.Sink.values());

  @Mixin
  Machine machine = new Machine();

  @Mixin
  PassOptions pass = new PassOptions();

  @Mixin
  ContestOptions contest = new ContestOptions();

  @Option(names = "--sink", description = "${COMPLETION-CANDIDATES}. Default: all.")
  List<Task.Sink> sinks = SINKS;

  @Option(
      names = "--keep",
      description = "Keeps the figures in conf/bench-figures.json, for jobs/bench quick, in place"
          + " of those of the same tables and sinks. Only of all contestants.")
  boolean keep;

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
          Comparison comparison = contest.compare(
              machine, server, Contestants.of(sink), sink, pass.conditions(contest.warmUp()));
          System.out.println(comparison.text());
          comparisons.add(comparison);
        }
      }
    }
    Figures.write(json, comparisons);
    contest.failure().ifPresent(failure -> {
      throw failure;
    });
    if (keep) {
      KeptFigures.read().with(comparisons).write();
    }
    return 0;
  }

  private void checkOptions() {
    Stream<Contestants> all = SINKS.stream().flatMap(sink -> Contestants.of(sink).stream());
    List<ConfigError> faults = new ArrayList<>(contest.unknown(all, "read").toList());
    if (keep && !contest.only.isEmpty()) {
      faults.add(new ConfigError(
          "--keep", "true", "keeps figures of all contestants", "Leave out --only."));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
  }
}
