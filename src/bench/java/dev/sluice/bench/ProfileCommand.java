package dev.sluice.bench;

import dev.sluice.bench.contestant.Contestants;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Profiling;
import dev.sluice.bench.contestant.Task;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.profile.CpuProfile;
import dev.sluice.bench.server.ServerOptions;
import dev.sluice.bench.server.ServerProcess;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a contestant's CPU goes. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "Profiles a contestant's warm passes: the share of each stage, and a flame graph"
        + " in target/bench.")
final class ProfileCommand implements Callable<Integer> {
  private static final Task.WarmUp WARM_UP = new Task.WarmUp(2, 60);

  @Mixin
  Machine machine = new Machine();

  @Mixin
  PassOptions pass = new PassOptions();

  @Option(
      names = "--table",
      defaultValue = "INFERENCE",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  BenchTable table = BenchTable.INFERENCE;

  @Option(
      names = "--sink",
      defaultValue = "NOOP",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  Task.Sink sink = Task.Sink.NOOP;

  @Option(
      names = "--contestant",
      defaultValue = "",
      description =
          "As jobs/bench read and export --only have them. Default: sluice, to Parquet snapshot.")
  String contestant = "";

  @Option(
      names = "--items",
      defaultValue = "0",
      description = "In a pass. Default: 4000000, of experiments 1200000.")
  long items;

  @Option(
      names = "--passes",
      defaultValue = "3",
      description = "That are profiled. Default: ${DEFAULT-VALUE}.")
  int passes;

  @Option(
      names = "--event",
      defaultValue = "ctimer",
      description = "ctimer, itimer (elsewhere than on Linux), or cpu, with the kernel's frames"
          + " where perf events are allowed. Default: ${DEFAULT-VALUE}.")
  String event = "";

  @Override
  public Integer call() {
    Contestants wanted = wanted();
    String name = "profile-%s-%s-%s".formatted(table, sink, wanted.id()).toLowerCase(Locale.ROOT);
    Path file = Machine.root().toAbsolutePath().normalize().resolve("target/bench/" + name);
    ServerOptions options = ServerOptions.of(table, items > 0 ? items : table.itemsOfPass());
    try (ServerProcess server = ServerProcess.start(options)) {
      Task task = Task.of(wanted, server, sink, pass.conditions(WARM_UP))
          .profiled(new Profiling(event, file.toString()));
      Measured measured = machine.run(List.of(task), passes).get(0);
      System.out.printf(
          "%n%s to %s, %s%n%s%nflame graph: %s.html%n",
          table.tableName(),
          sink.title(),
          wanted.title(),
          CpuProfile.read(Path.of(file + ".collapsed")).text(measured),
          file);
    }
    return 0;
  }

  private Contestants wanted() {
    String id =
        !contestant.isEmpty() ? contestant : sink == Task.Sink.PARQUET ? "snapshot" : "sluice";
    return Stream.concat(Contestants.of(sink).stream(), Contestants.ofExport(sink).stream())
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new InvalidConfigurationException(List.of(new ConfigError(
            "--contestant", id, "does not read to " + sink, "See jobs/bench read --help."))));
  }
}
