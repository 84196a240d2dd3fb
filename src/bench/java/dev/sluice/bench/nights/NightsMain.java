package dev.sluice.bench.nights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.sluice.bench.contestant.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The process that is measured: takes its task as JSON, and says what it measured as the one line of standard output. */
public final class NightsMain {
  /** As many parts as a run has by itself on one machine. */
  private static final Map<String, String> AS_A_RUN = Map.of("spark.sql.shuffle.partitions", "8");

  private NightsMain() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    // what libraries print there is not the result
    System.setOut(System.err);
    System.setProperty("aws.accessKeyId", "bench");
    System.setProperty("aws.secretAccessKey", "bench");
    JsonMapper json = new JsonMapper();
    NightsTask task = json.readValue(arguments[0], NightsTask.class);
    try (SparkSession spark = LocalSpark.open(task.cores(), AS_A_RUN)) {
      spark.range(1).count();
      double start = cpuSeconds();
      for (int warmUp = 1; warmUp <= task.warmUps(); warmUp++) {
        var unused = new MeasuredNights(task.warmUp(warmUp), "warm-up-" + warmUp).run(start);
      }
      out.println(json.writeValueAsString(new MeasuredNights(task, "measured").run(start)));
    }
  }

  /** Returns what this process has taken so far. */
  static double cpuSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
        / 1e9;
  }
}
