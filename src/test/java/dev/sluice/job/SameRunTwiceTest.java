package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run id, started twice through the command line, by processes that share a host's name and have other numbers of cores:
 * both at once, or the second while the first is suspended. DuckDB says what the manifest's files hold.
 */
@Tag("long")
final class SameRunTwiceTest {
  private static final int ITEMS = 20_000;
  private static final String SUMMARY = "twice-summary";

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void endsWithOneResult() throws Exception {
    Random random = new Random(LongTest.seed(14));
    for (int i = 0; i < LongTest.size("starts", 4, 1); i++) {
      String id = "twice-" + i;
      int chunks = i % 2 == 0 ? 0 : 1 + random.nextInt(6);
      System.out.printf(
          "holders: %s, %s%n",
          id, chunks == 0 ? "both at once" : "the first suspended after chunk " + chunks);
      List<JsonNode> results = chunks == 0 ? atOnce(id) : suspended(id, chunks);
      assertThat(results)
          .as(id)
          .anySatisfy(each -> assertThat(each.path("exitCode").asInt()).isZero())
          .allSatisfy(each -> assertThat(each.path("exitCode").asInt()).isIn(0, 3));
      assertThat(results.stream().filter(r -> r.path("exitCode").asInt() == 0).distinct())
          .as(id)
          .hasSize(1);
      check(id);
    }
  }

  private List<JsonNode> atOnce(String id) throws Exception {
    Process one = start(id, "one", 2);
    Process other = start(id, "other", 4);
    return List.of(ended(one, id, "one"), ended(other, id, "other"));
  }

  private List<JsonNode> suspended(String id, int chunks) throws Exception {
    Process one = start(id, "one", 2);
    while (one.isAlive() && chunks(id) < chunks) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    signal("STOP", one);
    JsonNode other = ended(start(id, "other", 4), id, "other");
    assertThat(other.path("exitCode").asInt()).as(other.toString()).isZero();
    check(id);
    signal("CONT", one);
    return List.of(ended(one, id, "one"), other);
  }

  private long chunks(String id) throws IOException {
    Path scan = folder.resolve("runs").resolve(id).resolve("scan");
    if (!Files.exists(scan)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(scan)) {
      return all.filter(path -> path.toString().endsWith(".json")).count();
    } catch (java.io.UncheckedIOException e) {
      // a file that was being written has got its name
      return 0;
    }
  }

  private Process start(String id, String name, int cores) throws IOException {
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("conf/jvm.options").toAbsolutePath(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-Dspark.master=local[" + cores + "]",
        "-Dsluice.lease=PT4S",
        "-Daws.accessKeyId=any",
        "-Daws.secretAccessKey=any",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.sluice.Sluice"));
    line.addAll(List.of("run", "--json", "--run-id", id, "--date", "2026-10-28"));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri(),
            "source.table=InferenceMetadata",
            "analytics.look-back=3 days",
            "summary.table=" + SUMMARY,
            "summary.namespace=" + id)
        .forEach(set -> line.addAll(List.of("--set", set)));
    return new ProcessBuilder(line)
        .redirectError(folder.resolve(id + "-" + name + ".err").toFile())
        .redirectOutput(folder.resolve(id + "-" + name + ".out").toFile())
        .start();
  }

  private JsonNode ended(Process process, String id, String name) throws Exception {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(folder.resolve(id + "-" + name + ".err"));
    String told = Files.readString(folder.resolve(id + "-" + name + ".out"));
    assertThat(told).as(said).isNotBlank();
    JsonNode result =
        new ObjectMapper().readTree(told.strip().substring(told.strip().lastIndexOf('\n') + 1));
    assertThat(result.path("exitCode").asInt()).as(said).isEqualTo(process.exitValue());
    System.out.printf(
        "holders: %s, %s: exit %d %s%n",
        id, name, process.exitValue(), result.path("error").path("message").asText());
    return result;
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void check(String id) throws IOException, SQLException {
    Path snapshot = folder.resolve("snapshots").resolve(id);
    JsonNode manifest =
        new ObjectMapper().readTree(snapshot.resolve("manifest.json").toFile());
    assertThat(manifest.path("state").asText()).isEqualTo("published");
    List<JsonNode> files =
        StreamSupport.stream(manifest.path("files").spliterator(), false).toList();
    for (JsonNode file : files) {
      assertThat(Files.size(snapshot.resolve(file.path("path").asText())))
          .isEqualTo(file.path("bytes").asLong());
    }
    String listed = files.stream()
        .map(file -> file.path("path").asText())
        .filter(path -> path.startsWith("tables/InferenceMetadata/") && path.endsWith(".parquet"))
        .map(path -> "'" + snapshot.resolve(path) + "'")
        .collect(Collectors.joining(", "));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(
            "select count(*), count(distinct requestId) from read_parquet([" + listed + "])")) {
      assertThat(rows.next()).isTrue();
      assertThat(List.of(rows.getInt(1), rows.getInt(2))).as(id).containsExactly(ITEMS, ITEMS);
    }
  }
}
