package dev.sluice.source;

import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.TestSpark;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.Trigger;

/** A process of its own that writes a fake stream's changes to Parquet, and can be killed as by {@code kill -9}. */
final class StreamingProcess {
  private static final String STREAMS = "STREAMS";

  private final Process process;

  private StreamingProcess(Process process) {
    this.process = process;
  }

  /** Starts it; it streams when this returns. */
  static StreamingProcess start(FakeStreamServer server, Path folder, int most) throws IOException {
    File said = folder.resolve("streaming.txt").toFile();
    ProcessBuilder program = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("conf/jvm.options").toAbsolutePath(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            StreamingProcess.class.getName(),
            endpoint(server),
            folder.toString(),
            Integer.toString(most)))
        .redirectError(ProcessBuilder.Redirect.appendTo(said));
    program
        .environment()
        .putAll(Map.of("AWS_ACCESS_KEY_ID", "tests", "AWS_SECRET_ACCESS_KEY", "tests"));
    Process process = program.start();
    BufferedReader words = process.inputReader(StandardCharsets.UTF_8);
    for (String line = words.readLine(); !STREAMS.equals(line); line = words.readLine()) {
      if (line == null) {
        throw new IOException("the process has ended before it streams; " + said + " has why");
      }
    }
    return new StreamingProcess(process);
  }

  private static String endpoint(FakeStreamServer server) {
    return String.valueOf(server.settings().dynamoDbEndpoint());
  }

  /** Returns the changes of the fake stream. */
  static DataStreamReader reader(SparkSession spark, FakeStreamServer server) {
    return reader(spark, endpoint(server));
  }

  private static DataStreamReader reader(SparkSession spark, String endpoint) {
    return spark
        .readStream()
        .format("sluice")
        .option("table", "fake")
        .option("kind", "stream")
        // longer than its empty answers take
        .option("settled-after", "4s")
        .option("endpoint", endpoint)
        .schema("id string, value bigint, _change string, _sequence string, _overflow string");
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Streams for ever.
   *
   * @param args endpoint, folder, and most changes of a trigger
   */
  public static void main(String[] args) throws Exception {
    new ParquetChanges(Path.of(args[1]))
        .start(
            reader(TestSpark.session(), args[0]),
            Integer.parseInt(args[2]),
            Trigger.ProcessingTime(0));
    System.out.println(STREAMS);
    TestSpark.session().streams().awaitAnyTermination();
  }
}
