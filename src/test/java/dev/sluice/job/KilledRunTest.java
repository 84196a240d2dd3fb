package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.DynamoDbReply;
import dev.sluice.DynamoDbRequest;
import dev.sluice.FaultyDynamoDb;
import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed by the system in the middle of its scan, and what the next one reads again. */
final class KilledRunTest {
  private static final int SEGMENTS = 200;

  @TempDir
  Path folder;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final DoubleAdder units = new DoubleAdder();
  private final AtomicInteger pages = new AtomicInteger();

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    assertThat(TestSpark.session()).isNotNull();
  }

  @AfterEach
  void close() {
    front.close();
  }

  @Test
  void readsAgainOnlyWhatWasInFlight() throws Exception {
    CompletableFuture<Process> child = new CompletableFuture<>();
    front.otherwise(request -> (r, dynamoDb) -> counted(r, dynamoDb, () -> {
      if (pages.get() == SEGMENTS / 2) {
        child.join().destroyForcibly();
      }
    }));
    child.complete(child("killed"));
    assertThat(child.join().waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(child.join().exitValue()).isEqualTo(128 + 9);
    assertThat(folder.resolve("latest.json")).doesNotExist();
    double before = units.sum();

    JsonNode resumed = export("killed");
    double disturbed = units.sumThenReset();
    JsonNode undisturbed = export("whole");

    assertThat(resumed.path("items")).isEqualTo(undisturbed.path("items"));
    assertThat(before).isGreaterThan(0.3 * units.sum());
    assertThat(disturbed).isLessThan(1.05 * units.sum());
    assertThat(resumed.path("consumedReadUnits").asDouble())
        .isBetween(0.99 * units.sum(), disturbed);
  }

  private DynamoDbReply counted(
      DynamoDbRequest request,
      Function<DynamoDbRequest, DynamoDbReply> dynamoDb,
      Runnable afterwards) {
    DynamoDbReply reply = dynamoDb.apply(request);
    if (request.operation().equals("Scan")) {
      units.add(reply.body().path("ConsumedCapacity").path("CapacityUnits").asDouble());
      pages.incrementAndGet();
      afterwards.run();
    }
    return reply;
  }

  private Process child(String runId) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("conf/jvm.options").toAbsolutePath(),
        "-Dspark.master=local[2]",
        "-Daws.accessKeyId=any",
        "-Daws.secretAccessKey=any",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.sluice.Sluice"));
    command.addAll(arguments(runId));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("child.txt").toFile())
        .start();
  }

  private JsonNode export(String runId) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = new Cli(stream(out), stream(err), InstantSource.system())
        .run(arguments(runId).toArray(String[]::new));
    assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private List<String> arguments(String runId) {
    List<String> arguments = new ArrayList<>(List.of("export", "--json", "--run-id", runId));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + front.endpoint(),
            "source.table=InferenceMetadata",
            "source.segments=" + SEGMENTS,
            "dataset.root=" + folder.toUri())
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    return arguments;
  }
}
