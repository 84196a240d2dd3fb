package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.demo.SampleTables;
import dev.sluice.job.SparkSubmit.Ended;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped jar under a real spark-submit; {@code jobs/check submit} has it on executors of their own. */
class SparkSubmitIT {
  private static final String JAR = System.getProperty("sluice.jar", "");
  private static final String SUMMARY = "submitted-summary";

  @BeforeAll
  static void tables() {
    SampleTables.create(TestServers.dynamoDb());
    SampleTables.load(TestServers.dynamoDb(), items -> {});
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
  }

  @Test
  void localWithAFolder(@TempDir Path folder) throws IOException, InterruptedException {
    SparkSubmit cluster = new SparkSubmit(JAR, "--master", "local[*]");
    String root = folder.resolve("data").toUri().toString();

    Ended run = cluster.run(arguments("run", root, "--run-id", "r1", "--json"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    isWhole(run.json());
    assertThat(Path.of(URI.create(run.json().path("manifest").asText()))).exists();
    assertThat(Path.of(URI.create(run.json().path("report").asText()))).exists();

    Ended again = cluster.run(arguments("run", root, "--run-id", "r1", "--json"));
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.json()).isEqualTo(run.json());

    Ended verify = cluster.run(arguments("verify", root, "--json"));
    assertThat(verify.exitCode()).as(verify.err()).isZero();

    Path file = parquet(folder.resolve("data/snapshots/r1/tables/mlops-experiments"));
    Files.delete(file);
    Ended damaged = cluster.run(arguments("verify", root, "--json"));
    assertThat(damaged.exitCode()).as(damaged.err()).isEqualTo(4);
    assertThat(damaged.json().path("error").path("message").asText())
        .contains(String.valueOf(file.getFileName()));
  }

  @Tag("thorough")
  @Test
  void exitCodesReachTheCaller(@TempDir Path folder) throws IOException, InterruptedException {
    SparkSubmit cluster = new SparkSubmit(JAR, "--master", "local[2]");
    String root = folder.resolve("data").toUri().toString();

    Ended faults = cluster.run("run", "--json", "--set", "source.tabel=x");
    assertThat(faults.exitCode()).as(faults.err()).isEqualTo(2);
    assertThat(faults.json().path("error").path("message").asText())
        .contains("sluice.source.tabel", "sluice.dataset.root");

    Ended missing =
        cluster.run(arguments("export", root, "--json", "--set", "source.table=Nowhere"));
    assertThat(missing.exitCode()).as(missing.err()).isEqualTo(3);
    assertThat(missing.json().path("error").path("message").asText()).contains("Nowhere");
  }

  private static Path parquet(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.toString().endsWith(".parquet"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void isWhole(JsonNode json) {
    JsonNode items = json.path("items");
    assertThat(items.path("scanned").asLong()).isEqualTo(20_000);
    assertThat(items.path("written").asLong()).isPositive();
    assertThat(items.path("filtered").asLong() + items.path("written").asLong()).isEqualTo(20_000);
    assertThat(items.path("expired").asLong() + items.path("rejected").asLong()).isZero();
    assertThat(json.path("consumedReadUnits").asDouble()).isPositive();
    assertThat(json.path("summaryTable").asText()).isEqualTo(SUMMARY);
    assertThat(json.path("summaryRows").asInt()).isPositive();
    assertThat(json.path("exitCode").asInt()).isZero();
  }

  private static String[] arguments(String command, String root, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--date", "2026-10-28"));
    Stream.of(
            "aws.region=" + Objects.requireNonNull(TestServers.settings().region()),
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "aws.s3-endpoint=" + TestServers.s3Endpoint(),
            "source.table=InferenceMetadata",
            "labels.table=InferenceFeedback",
            "source.filter=modelName = 'iris-species'",
            "experiments.table=mlops-experiments",
            "summary.table=" + SUMMARY,
            "dataset.root=" + root)
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
