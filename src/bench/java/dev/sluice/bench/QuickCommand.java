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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A look at Sluice's CPU in two minutes. */
@Command(
    name = "quick",
    mixinStandardHelpOptions = true,
    description = "Sluice alone, in short passes, within two minutes; and an estimate of how it"
        + " compares with others, by their kept figures and a yardstick of the machine.")
final class QuickCommand implements Callable<Integer> {
  private static final Task.Conditions CONDITIONS =
      new Task.Conditions(1, 8, "snappy", new Task.WarmUp(1, 12));

  /** The part that a pass has of the items of {@code read}'s. */
  private static final int SHORTER = 8;

  private static final String ABOUT =
      "Estimates: Sluice was measured now, in short passes; the others' CPU is what they took then, times what the"
          + " yardstick takes now over what it took then.\nWhat is stated comes from one run of all: jobs/bench read.";

  private static final String NONE_KEPT =
      "  of others no figures are kept: jobs/bench read --table %s --sink %s --keep%n";

  @Mixin
  Machine machine = new Machine();

  @Option(
      names = "--table",
      description = "${COMPLETION-CANDIDATES}. Default: inference and experiments.")
  List<BenchTable> tables = List.of(BenchTable.INFERENCE, BenchTable.EXPERIMENTS);

  @Option(
      names = "--items",
      description =
          "In a pass, rounded up to whole pages. Default: 500000, of experiments 150000. Estimates are"
              + " for a million items whatever it is; the shorter passes are, the worse they are.")
  long items;

  @Option(names = "--passes", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  int passes;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  @Override
  public Integer call() {
    KeptFigures kept = KeptFigures.read();
    List<Comparison> measured = new ArrayList<>();
    for (BenchTable table : tables) {
      measured.addAll(measure(table));
    }
    measured.forEach(now -> System.out.print(now.figures() + estimate(kept, now)));
    System.out.println("\n" + ABOUT);
    Figures.write(json, measured);
    return 0;
  }

  private List<Comparison> measure(BenchTable table) {
    ServerOptions options =
        ServerOptions.of(table, items > 0 ? items : table.itemsOfPass() / SHORTER);
    try (ServerProcess server = ServerProcess.start(options)) {
      List<Task> tasks = Stream.of(Task.Sink.values())
          .map(sink -> Task.of(ours(sink), server, sink, CONDITIONS))
          .toList();
      double before = machine.yardstickSeconds();
      List<Measured> measured = machine.runTogether(tasks, passes);
      double yardstick = (before + machine.yardstickSeconds()) / 2;
      List<Comparison> comparisons = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        comparisons.add(new Comparison(
            table, tasks.get(i).sink(), CONDITIONS, yardstick, List.of(measured.get(i))));
      }
      return comparisons;
    }
  }

  private static Contestants ours(Task.Sink sink) {
    return sink == Task.Sink.PARQUET ? Contestants.SNAPSHOT : Contestants.SLUICE;
  }

  private static String estimate(KeptFigures kept, Comparison now) {
    return kept.of(now)
        .map(then -> about(then) + new Estimate(then.figures(), now).text())
        .orElseGet(() -> NONE_KEPT.formatted(now.table(), now.sink()));
  }

  private static String about(Figures<Comparison> kept) {
    Measured measured = kept.figures().measured().get(0);
    return "  others on %s (%s, Java %s; %d passes of %,d items)%n"
        .formatted(
            kept.date(),
            kept.processor(),
            kept.java(),
            measured.passes().size(),
            measured.items());
  }
}
