package dev.sluice.bench.contestant;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.bench.contestant.Measured.Pass;
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

  /** Of warming up, after which it is measured as it is. */
  private static final Duration MAX_WARM_UP = Duration.ofSeconds(90);

  private final Scene scene;
  private final Contestant contestant;
  private final Path output;
  private final List<Pass> measured = new ArrayList<>();

  Passes(Scene scene, Contestant contestant) {
    this.scene = scene;
    this.contestant = contestant;
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
    List<String> sums = new ArrayList<>(List.of("count(*)"));
    if (contestant.isCheckable()) {
      sums.addAll(scene.task().table().checks());
    }
    Row found = rows.selectExpr(sums.toArray(String[]::new)).first();
    List<Long> values =
        LongStream.range(0, sums.size()).mapToObj(i -> found.getLong((int) i)).toList();
    List<Long> expected = scene.task().expected();
    if (!expected.isEmpty() && !values.equals(expected.subList(0, sums.size()))) {
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
    double cpu = cpuSeconds();
    long start = System.nanoTime();
    run(contestant);
    double wall = (System.nanoTime() - start) / 1e9;
    Pass pass = new Pass(
        cpuSeconds() - cpu, wall, ServerProcess.cpuSeconds(scene.task().endpoint()) - serverCpu);
    measured.add(pass);
    return pass;
  }

  /**
   * Not at all, or as often as was asked, and on until the compiler is nearly done. An SDK's request is compiled last: a
   * pass has some hundred pages, and the compiler takes up what has run ten thousand times.
   */
  private void runUntilWarm() {
    long start = System.nanoTime();
    boolean warm = scene.task().warmUps() == 0;
    for (int i = 0; i < scene.task().warmUps() || (!warm && hasTime(start)); i++) {
      clear();
      double cpu = cpuSeconds();
      double compiling = compilingSeconds();
      run(contestant);
      warm = compilingSeconds() - compiling < WARM * (cpuSeconds() - cpu);
    }
  }

  private static boolean hasTime(long start) {
    return System.nanoTime() - start < MAX_WARM_UP.toNanos();
  }

  private static double compilingSeconds() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3;
  }

  private void run(Contestant runner) {
    switch (scene.task().sink()) {
      case NOOP -> runner.drain(scene);
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
