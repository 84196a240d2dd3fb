package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.SparkSubmit.Ended;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executors in virtual machines of their own, by the shipped jar; what they consume is counted at the server. */
@Tag("thorough")
class ExecutorsKeepOneLimitIT {
  private static final String JAR = System.getProperty("sluice.jar", "");

  /** Executors ask the driver by Spark's own RPC: who has not the secret has no say, and nothing goes unencrypted. */
  private static final String[] AUTHENTICATED = {
    "--master", "local-cluster[2,1,1024]",
    "--conf", "spark.authenticate=true",
    "--conf", "spark.authenticate.secret=of-this-test",
    "--conf", "spark.network.crypto.enabled=true"
  };

  @BeforeAll
  static void tables() {
    TestServers.sampleTables();
  }

  @Test
  void twoExecutorsTogetherKeepTheLimitAndUseIt(@TempDir Path folder)
      throws IOException, InterruptedException {
    double limit = 150;
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      ConsumedUnits consumed = ConsumedUnits.at(front);

      Ended export = new SparkSubmit(JAR, AUTHENTICATED).run(arguments(front, folder));

      assertThat(export.exitCode()).as(export.err()).isZero();
      assertThat(export.json().path("items").path("scanned").asLong()).isEqualTo(20_000);
      assertThat(export.json().path("consumedReadUnits").asDouble()).isEqualTo(consumed.total());
      // 32 requests at most are in flight, each of a 64th of the table
      double inFlight = 32 * consumed.total() / 64;
      assertThat(consumed.most(10)).isLessThanOrEqualTo(10 * limit * 1.05 + inFlight);
      // on a busy machine, answers come late; how much is used at best, AllowanceTest says
      assertThat(consumed.most(3)).isBetween(3 * limit * 0.6, 3 * limit * 1.2);
    }
  }

  private static String[] arguments(FaultyDynamoDb front, Path folder) {
    List<String> arguments = new ArrayList<>(List.of("export", "--json"));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + front.endpoint(),
            "source.table=InferenceMetadata",
            "source.segments=64",
            "source.capacity.max-read-units=150",
            "dataset.root=" + folder.toUri())
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    return arguments.toArray(String[]::new);
  }
}
