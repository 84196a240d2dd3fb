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

/** How much of what is possible a reader reaches where pages take their time. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = "Pages that take their time: the share reached of the lesser of the rate"
        + " without latency and segments / latency.")
final class LatencyCommand implements Callable<Integer> {
  @Mixin
  Machine machine = new Machine();

  @Option(
      names = "--latency",
      defaultValue = "10",
      description = "Milliseconds a page. Default: ${DEFAULT-VALUE}.")
  int latencyMs;

  @Option(names = "--segments", split = ",", description = "Default: 8,32.")
  List<Integer> segments = List.of(8, 32);

  @Option(
      names = "--cores",
      defaultValue = "2",
      description = "Spark's. Default: ${DEFAULT-VALUE}.")
  int cores;

  @Option(
      names = "--items",
      defaultValue = "4000000",
      description = "In a pass. Default: ${DEFAULT-VALUE}.")
  long items;

  @Option(names = "--passes", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  int passes;

  @Option(
      names = "--only",
      split = ",",
      description = "Contestants of the no-op sink. Default: sluice.")
  List<String> only = List.of("sluice");

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  /**
   * What one contestant reached with so many segments.
   *
   * @param pagesPerSecond with latency
   * @param unhindered pages a second without
   * @param possible the lesser of that and segments ÷ latency
   */
  public record Reached(
      String contestant,
      int segments,
      int latencyMs,
      double pagesPerSecond,
      double unhindered,
      double possible) {
    public double share() {
      return pagesPerSecond / possible;
    }
  }

  @Override
  public Integer call() {
    ServerOptions options = ServerOptions.of(BenchTable.INFERENCE, items);
    List<Reached> reached = new ArrayList<>();
    try (ServerProcess quick = ServerProcess.start(options);
        ServerProcess slow = ServerProcess.start(options.withLatency(latencyMs))) {
      for (Contestants contestant : Contestants.of(Task.Sink.NOOP)) {
        for (int n : only.contains(contestant.id()) ? segments : List.<Integer>of()) {
          Reached one = reach(quick, slow, contestant, n);
          System.out.printf(
              "%-24s %3d segments, %d ms: %,.0f pages/s, without latency %,.0f: %.0f %% of %,.0f%n",
              contestant.title(),
              n,
              latencyMs,
              one.pagesPerSecond(),
              one.unhindered(),
              100 * one.share(),
              one.possible());
          reached.add(one);
        }
      }
    }
    Figures.write(json, reached);
    return 0;
  }

  private Reached reach(
      ServerProcess quick, ServerProcess slow, Contestants contestant, int count) {
    List<Measured> both =
        machine.run(List.of(task(quick, contestant, count), task(slow, contestant, count)), passes);
    double unhindered = quick.served().pages() / both.get(0).wallSeconds();
    double hindered = slow.served().pages() / both.get(1).wallSeconds();
    double possible = Math.min(unhindered, 1_000.0 * count / latencyMs);
    return new Reached(contestant.id(), count, latencyMs, hindered, unhindered, possible);
  }

  private Task task(ServerProcess server, Contestants contestant, int count) {
    Task.Conditions conditions =
        new Task.Conditions(cores, count, "snappy", new Task.WarmUp(2, 90));
    return Task.of(contestant, server, Task.Sink.NOOP, conditions);
  }
}
