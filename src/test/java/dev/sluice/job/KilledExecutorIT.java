package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.demo.SampleTables;
import dev.sluice.job.SparkSubmit.Ended;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executors that are killed by the system in the middle of a scan into a bucket. */
class KilledExecutorIT {
  private static final String JAR = System.getProperty("sluice.jar", "");
  private static final int SEGMENTS = 200;

  private final DoubleAdder units = new DoubleAdder();
  private final AtomicInteger pages = new AtomicInteger();

  @BeforeAll
  static void tables() {
    SampleTables.create(TestServers.dynamoDb());
    SampleTables.load(TestServers.dynamoDb(), items -> {});
  }

  @Test
  @Tag("long")
  void onlyTheirPiecesAreReadAgain() throws IOException, InterruptedException {
    SparkSubmit cluster = new SparkSubmit(JAR, "--master", "local-cluster[2,1,1024]");
    SparkSubmit local = new SparkSubmit(JAR, "--master", "local[2]");
    String root = "s3a://" + TestServers.bucket() + "/data";
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(request -> this::killing);
      Ended disturbed = cluster.run(arguments(front, root, "disturbed"));
      assertThat(disturbed.exitCode()).as(disturbed.err()).isZero();
      double read = units.sumThenReset();
      pages.set(SEGMENTS);
      Ended undisturbed = local.run(arguments(front, root, "undisturbed"));

      JsonNode items = disturbed.json().path("items");
      assertThat(items.path("written").asLong()).isEqualTo(20_000);
      assertThat(items).isEqualTo(undisturbed.json().path("items"));
      assertThat(read).isLessThan(1.05 * units.sum());
    }
    Ended verified = local.run(
        "verify",
        "--json",
        "--run-id",
        "disturbed",
        "--set",
        "aws.region=us-east-1",
        "--set",
        "aws.s3-endpoint=" + TestServers.s3Endpoint(),
        "--set",
        "dataset.root=" + root);
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  private DynamoDbReply killing(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    DynamoDbReply reply = dynamoDb.apply(request);
    if (request.operation().equals("Scan")) {
      units.add(reply.body().path("ConsumedCapacity").path("CapacityUnits").asDouble());
      if (pages.incrementAndGet() == SEGMENTS / 2) {
        executors().get(0).destroyForcibly();
      }
    }
    return reply;
  }

  /** What spark-submit's process has started. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current().children().flatMap(ProcessHandle::children).toList();
  }

  private static String[] arguments(FaultyDynamoDb front, String root, String runId) {
    List<String> arguments = new ArrayList<>(List.of("export", "--json", "--run-id", runId));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + front.endpoint(),
            "aws.s3-endpoint=" + TestServers.s3Endpoint(),
            "source.table=InferenceMetadata",
            "source.segments=" + SEGMENTS,
            "dataset.root=" + root)
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    return arguments.toArray(String[]::new);
  }
}
