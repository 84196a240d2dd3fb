package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.server.ServerOptions;
import dev.sluice.bench.server.ServerProcess;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who makes passes in turn, how many and over how much, and what comes of it. */
final class ContestOptions {
  static final List<BenchTable> TABLES = List.of(BenchTable.INFERENCE, BenchTable.EXPERIMENTS);

  @Option(
      names = "--table",
      description = "${COMPLETION-CANDIDATES}. Default: inference and experiments.")
  List<BenchTable> tables = TABLES;

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
          "Passes before that at least, and more until code is compiled. Default: ${DEFAULT-VALUE}.")
  int warmUps;

  @Option(
      names = "--warm-up-seconds",
      defaultValue = "90",
      description = "After which these end all the same. Default: ${DEFAULT-VALUE}.")
  int warmUpSeconds;

  @Option(
      names = "--only",
      split = ",",
      description = "Contestants: in read sluice, snapshot, bare, emr, audience, sdk, bytes, pitr;"
          + " in export pitr, export, ion, gunzip, decode. Default: all.")
  List<String> only = List.of();

  /** What the first of them that failed has to say; the others' figures are worth having nonetheless. */
  private @Nullable ResourceUnavailableException failure;

  ServerProcess serve(BenchTable table) {
    return ServerProcess.start(ServerOptions.of(table, items > 0 ? items : table.itemsOfPass()));
  }

  Task.WarmUp warmUp() {
    return new Task.WarmUp(warmUps, warmUpSeconds);
  }

  /** Lets those of these contestants that are wanted read the server's table. */
  Comparison compare(
      Machine machine,
      ServerProcess server,
      List<Contestants> all,
      Task.Sink sink,
      Task.Conditions conditions) {
    List<Task> tasks = all.stream()
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

  /** Returns what the first contestant that failed has to say; empty: none has failed. */
  Optional<ResourceUnavailableException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Names in {@code --only} that are none of these contestants'. */
  Stream<ConfigError> unknown(Stream<Contestants> all, String command) {
    List<String> known = all.map(Contestants::id).toList();
    return only.stream()
        .filter(id -> !known.contains(id))
        .map(id -> new ConfigError(
            "--only", id, "is no contestant", "See jobs/bench " + command + " --help."));
  }
}
