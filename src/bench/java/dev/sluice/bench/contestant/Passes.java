package dev.sluice.bench.contestant;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.bench.contestant.Measured.Pass;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.server.ServerProcess;
import dev.sluice.failure.DataGateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lets a contestant run: checked once, warmed up, then measured. */
final class Passes {
  /** The compiler's share of the CPU, below which a pass is warm. */
  private static final double WARM = 0.03;

  private final Scene scene;
  private final Contestant contestant;
  private final Path output;
  private final Profiler profiler;
  private final List<Pass> measured = new ArrayList<>();

  Passes(Scene scene, Contestant contestant) {
    this.scene = scene;
    this.contestant = contestant;
    this.profiler = Profiler.of(scene.task().profiling());
    this.output = Path.of(scene.task().folder(), "parquet");
  }

  /** Checks its rows, then runs until it is warm. */
  void warmUp() {
    contestant.prepare(scene);
    check("its rows", contestant.rows(scene));
    runUntilWarm();
  }

  /** What all passes took, once what the last one wrote is checked. */
  Measured end() {
    profiler.write();
    if (scene.task().sink() == Task.Sink.PARQUET) {
      check(
          "its files",
          scene
              .spark()
              .read()
              .option("recursiveFileLookup", "true")
              .option("pathGlobFilter", "*.parquet")
              .parquet(output.toString()));
    }
    return new Measured(
        scene.task().contestant(),
        scene.source().description().itemCount(),
        measured,
        peakHeapBytes(),
        peakResidentBytes(),
        fileBytes());
  }

  /** Compares with what the server has sent. Contestants that do different work are no contest. */
  private void check(String what, Dataset<Row> rows) {
    List<Long> sent = scene.task().expected();
    if (sent.isEmpty()) {
      return;
    }
    List<String> sums = new ArrayList<>(List.of("count(*)"));
    List<Long> expected = new ArrayList<>(sent.subList(0, 1));
    List<BenchTable.Check> checks = scene.task().table().checks();
    for (int i = 0; i < checks.size(); i++) {
      if (contestant.isCheckable() && scene.isRead(checks.get(i).column())) {
        sums.add(checks.get(i).sum());
        expected.add(sent.get(i + 1));
      }
    }
    Row found = rows.selectExpr(sums.toArray(String[]::new)).first();
    List<Long> values =
        LongStream.range(0, sums.size()).mapToObj(i -> found.getLong((int) i)).toList();
    if (!values.equals(expected)) {
      throw new DataGateException(
          "%s: %s give %s for %s, the server sent %s"
              .formatted(scene.task().contestant(), what, values, sums, expected),
          "Its figures would mean nothing; leave it out with --only, and report it.");
    }
  }

  /** One more pass. */
  Pass measure() {
    clear();
    System.gc();
    double serverCpu = ServerProcess.cpuSeconds(scene.task().endpoint());
    profiler.resume();
    double start = cpuSeconds();
    long startNanos = System.nanoTime();
    run(contestant);
    double wall = (System.nanoTime() - startNanos) / 1e9;
    double cpu = cpuSeconds() - start;
    profiler.pause();
    Pass pass = new Pass(cpu, wall, ServerProcess.cpuSeconds(scene.task().endpoint()) - serverCpu);
    measured.add(pass);
    return pass;
  }

  /**
   * Not at all, or as often as was asked, and on until the compiler is nearly done. An SDK's request is compiled last: a
   * pass has some hundred pages, and the compiler takes up what has run ten thousand times.
   */
  private void runUntilWarm() {
    Task.WarmUp wanted = scene.task().conditions().warmUp();
    long end = System.nanoTime() + Duration.ofSeconds(wanted.seconds()).toNanos();
    boolean warm = wanted.passes() == 0;
    for (int i = 0; i < wanted.passes() || (!warm && System.nanoTime() < end); i++) {
      clear();
      double cpu = cpuSeconds();
      double compiling = compilingSeconds();
      run(contestant);
      warm = compilingSeconds() - compiling < WARM * (cpuSeconds() - cpu);
    }
  }

  private static double compilingSeconds() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3;
  }

  private void run(Contestant runner) {
    switch (scene.task().sink()) {
      case NOOP, COLUMNS -> runner.drain(scene);
      case PARQUET -> runner.writeParquet(scene, output);
    }
  }

  private void clear() {
    try {
      FileUtils.deleteDirectory(output.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long fileBytes() {
    if (!Files.exists(output)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(output)) {
      return files
          .filter(f -> f.toString().endsWith(".parquet"))
          .mapToLong(f -> f.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** The sum of the pools' own peaks, which need not have been at one time: at most this. */
  private static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static long peakResidentBytes() {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException notLinux) {
      return 0;
    }
  }
}
