package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
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
  @Mixin
  Machine machine = new Machine();

  @Option(
      names = "--table",
      description = "${COMPLETION-CANDIDATES}. Default: inference and experiments.")
  List<BenchTable> tables = List.of(BenchTable.INFERENCE, BenchTable.EXPERIMENTS);

  @Option(names = "--sink", description = "${COMPLETION-CANDIDATES}. Default: both.")
  List<Task.Sink> sinks = List.of(Task.Sink.NOOP, Task.Sink.PARQUET);

  @Option(
      names = "--items",
      description =
          "In a pass, rounded up to whole pages. Default: 1000000, of experiments 300000.")
  long items;

  @Option(
      names = "--passes",
      defaultValue = "5",
      description = "That are measured, of all in turn; medians count. Default: ${DEFAULT-VALUE}.")
  int passes;

  @Option(
      names = "--warm-ups",
      defaultValue = "3",
      description =
          "Passes before that at least; more, for up to 90 seconds, until code is compiled.")
  int warmUps;

  @Option(
      names = "--cores",
      defaultValue = "1",
      description = "Spark's. Default: ${DEFAULT-VALUE}.")
  int cores;

  @Option(
      names = "--segments",
      defaultValue = "8",
      description = "That the table is cut into. Default: ${DEFAULT-VALUE}.")
  int segments;

  @Option(
      names = "--codec",
      defaultValue = "snappy",
      description = "Of Parquet. Default: ${DEFAULT-VALUE}.")
  String codec = "";

  @Option(
      names = "--only",
      split = ",",
      description = "sluice, snapshot, bare, emr, audience, sdk, pitr. Default: all.")
  List<String> only = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  /** What the first of them that failed has to say; the others' figures are worth having nonetheless. */
  private @Nullable ResourceUnavailableException failure;

  @Override
  public Integer call() {
    checkNames();
    List<Comparison> comparisons = new ArrayList<>();
    for (BenchTable table : tables) {
      ServerOptions options = ServerOptions.of(table, items(table));
      try (ServerProcess server = ServerProcess.start(options)) {
        for (Task.Sink sink : sinks) {
          Comparison comparison = compare(server, table, sink);
          System.out.println(comparison.text());
          comparisons.add(comparison);
        }
      }
    }
    Figures.write(json, comparisons);
    if (failure != null) {
      throw failure;
    }
    return 0;
  }

  private Comparison compare(ServerProcess server, BenchTable table, Task.Sink sink) {
    List<Task> tasks = Contestants.of(sink).stream()
        .filter(contestant -> only.isEmpty() || only.contains(contestant.id()))
        .map(contestant -> task(server, table, sink, contestant))
        .toList();
    return new Comparison(table, sink, cores, codec, machine.run(tasks, passes, this::keep));
  }

  private void keep(ResourceUnavailableException e) {
    System.err.println("bench: " + e.problem());
    failure = failure == null ? e : failure;
  }

  private Task task(
      ServerProcess server, BenchTable table, Task.Sink sink, Contestants contestant) {
    return new Task(
        contestant.id(),
        table,
        server.endpoint(),
        sink,
        cores,
        segments,
        warmUps,
        codec,
        "",
        server.served().expected());
  }

  private long items(BenchTable table) {
    return items > 0 ? items : table == BenchTable.EXPERIMENTS ? 300_000 : 1_000_000;
  }

  private void checkNames() {
    List<ConfigError> faults = only.stream()
        .filter(id -> Contestants.byId(id).isEmpty())
        .map(id -> new ConfigError("--only", id, "is no contestant", "See jobs/bench read --help."))
        .toList();
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
  }
}
