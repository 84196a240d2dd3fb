package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.server.ServerOptions;
import dev.sluice.bench.server.ServerProcess;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
  private static final List<BenchTable> TABLES =
      List.of(BenchTable.INFERENCE, BenchTable.EXPERIMENTS);
  private static final List<Task.Sink> SINKS = List.of(Task.Sink.values());
  private static final int WARM_UP_SECONDS = 90;

  @Mixin
  Machine machine = new Machine();

  @Mixin
  PassOptions pass = new PassOptions();

  @Option(
      names = "--table",
      description = "${COMPLETION-CANDIDATES}. Default: inference and experiments.")
  List<BenchTable> tables = TABLES;

  @Option(names = "--sink", description = "${COMPLETION-CANDIDATES}. Default: all.")
  List<Task.Sink> sinks = SINKS;

  @Option(
      names = "--items",
      description =
          "In a pass, rounded up to whole pages. Default: 4000000, of experiments 1200000.")
  long items;

  @Option(
      names = "--passes",
      defaultValue = "5",
      description = "That are measured, of all in turn; medians count. Default: ${DEFAULT-VALUE}.")
  int passes;

  @Option(
      names = "--warm-ups",
      defaultValue = "1",
      description =
          "Passes before that at least; more, for up to 90 seconds, until code is compiled.")
  int warmUps;

  @Option(
      names = "--only",
      split = ",",
      description = "sluice, snapshot, bare, emr, audience, sdk, pitr. Default: all.")
  List<String> only = List.of();

  @Option(
      names = "--keep",
      description = "Keeps the figures in conf/bench-figures.json, for jobs/bench quick."
          + " Only of a run of all tables, sinks and contestants.")
  boolean keep;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  /** What the first of them that failed has to say; the others' figures are worth having nonetheless. */
  private @Nullable ResourceUnavailableException failure;

  @Override
  public Integer call() {
    checkOptions();
    List<Comparison> comparisons = new ArrayList<>();
    for (BenchTable table : tables) {
      ServerOptions options = ServerOptions.of(table, items > 0 ? items : table.itemsOfPass());
      try (ServerProcess server = ServerProcess.start(options)) {
        for (Task.Sink sink : sinks) {
          Comparison comparison = compare(server, sink);
          System.out.println(comparison.text());
          comparisons.add(comparison);
        }
      }
    }
    Figures.write(json, comparisons);
    if (failure != null) {
      throw failure;
    }
    Figures.write(keep ? Figures.keptFile() : null, comparisons);
    return 0;
  }

  private Comparison compare(ServerProcess server, Task.Sink sink) {
    Task.Conditions conditions = pass.conditions(new Task.WarmUp(warmUps, WARM_UP_SECONDS));
    List<Task> tasks = Contestants.of(sink).stream()
        .filter(contestant -> only.isEmpty() || only.contains(contestant.id()))
        .map(contestant -> Task.of(contestant, server, sink, conditions))
        .toList();
    double before = machine.yardstickSeconds();
    List<Measured> measured = machine.run(tasks, passes, this::note);
    double yardstick = (before + machine.yardstickSeconds()) / 2;
    return new Comparison(server.table(), sink, conditions, yardstick, measured);
  }

  private void note(ResourceUnavailableException e) {
    System.err.println("bench: " + e.problem());
    failure = failure == null ? e : failure;
  }

  private void checkOptions() {
    List<ConfigError> faults = new ArrayList<>();
    only.stream()
        .filter(id -> Contestants.byId(id).isEmpty())
        .map(id -> new ConfigError("--only", id, "is no contestant", "See jobs/bench read --help."))
        .forEach(faults::add);
    if (keep && !isWhole()) {
      faults.add(new ConfigError(
          "--keep", "true", "keeps a run of all", "Leave out --only, --table and --sink."));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
  }

  private boolean isWhole() {
    return only.isEmpty() && tables.equals(TABLES) && sinks.equals(SINKS);
  }
}
