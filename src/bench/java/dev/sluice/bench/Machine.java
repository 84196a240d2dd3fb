package dev.sluice.bench;

import dev.sluice.bench.contestant.ChildJvm;
import dev.sluice.bench.contestant.Contest;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import dev.sluice.failure.ResourceUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What all commands that start contestants take. */
final class Machine {
  @Option(
      names = "--heap",
      defaultValue = "2g",
      description = "Of each contestant, as -Xmx takes it. Default: ${DEFAULT-VALUE}.")
  String heap = "";

  @Option(
      names = "--minutes",
      defaultValue = "20",
      description =
          "After which a contestant that has not answered is ended. Default: ${DEFAULT-VALUE}.")
  long minutes;

  @Option(
      names = "--folder",
      defaultValue = "${sys:java.io.tmpdir}",
      description =
          "Where Parquet and exports are written, and removed. Default: ${DEFAULT-VALUE}.")
  Path folder = Path.of("");

  /** The checkout. */
  static Path root() {
    return Path.of(System.getProperty("sluice.root", "."));
  }

  /**
   * Warms them up one after the other, then measures a pass of each in turn.
   *
   * @return in their order, what those measured that did not fail
   */
  List<Measured> run(List<Task> tasks, int passes, Consumer<ResourceUnavailableException> failed) {
    try (Contest contest = contest(failed)) {
      for (Task task : tasks) {
        System.err.printf(
            "bench: %s, %s: %s warms up%n",
            task.table().tableName(), task.sink(), task.contestant());
        contest.enter(List.of(task));
      }
      return passes(contest, passes);
    }
  }

  /** As {@link #run}, but all warm up at the same time, which takes less of it. None may fail. */
  List<Measured> runTogether(List<Task> tasks, int passes) {
    try (Contest contest = contest(Machine::fail)) {
      contest.enter(tasks);
      return passes(contest, passes);
    }
  }

  private static List<Measured> passes(Contest contest, int passes) {
    for (int pass = 1; pass <= passes; pass++) {
      System.err.printf("bench: pass %d of %d%n", pass, passes);
      contest.round();
    }
    return contest.end();
  }

  /** CPU seconds that this machine takes now for the fixed work of {@link YardstickMain}. */
  double yardstickSeconds() {
    return Double.parseDouble(jvm().line("yardstick", YardstickMain.class, ""));
  }

  private Contest contest(Consumer<ResourceUnavailableException> failed) {
    return new Contest(jvm(), folder.toAbsolutePath(), failed);
  }

  private ChildJvm jvm() {
    return new ChildJvm(root(), heap, minutes);
  }

  private static void fail(ResourceUnavailableException failure) {
    throw failure;
  }

  /** The same, of which none may fail. */
  List<Measured> run(List<Task> tasks, int passes) {
    return run(tasks, passes, Machine::fail);
  }
}
