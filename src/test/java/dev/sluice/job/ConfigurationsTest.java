package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.job.MistakenSettings.Canaries;
import dev.sluice.job.MistakenSettings.Kind;
import dev.sluice.job.settings.Environment;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Configurations with one mistake each: refused, or told; nothing is read but their own file and tables, no host called
 * but their endpoints, no code run, no secret shown.
 */
public final class ConfigurationsTest {
  /** The value of variables that are secrets. */
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCY+CANARY";

  private static final String CONTENT = "canary-content-that-nobody-reads";

  /** What stands for itself: any text says something there. */
  private static final Set<String> FREE = Set.of(
      "sluice.analytics.baseline-version",
      "sluice.aws.region", // an endpoint of one's own serves any
      "sluice.dataset.entity-separator",
      "sluice.events.error", // there may be no failed request among the sample's
      "sluice.dataset.root",
      "sluice.report.path",
      "sluice.source.export.bucket", // export --from-pitr asks for it, plan does not
      "sluice.experiments.done",
      "sluice.experiments.statuses",
      "sluice.summary.namespace");

  private static final AtomicInteger FIRED = new AtomicInteger();
  private static final AtomicInteger CALLS = new AtomicInteger();

  @TempDir
  static Path folder;

  private static HttpServer host;
  private static Canaries canaries;
  private static String table;
  private static String labels;
  private static String experiments;
  private static String summary;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Called by no configuration. */
  public static String fire(String text) {
    FIRED.incrementAndGet();
    return text;
  }

  @BeforeAll
  static void start() throws Exception {
    assertThat(TestSpark.session()).isNotNull();
    table = filled(
        "log", Map.of("modelName", "m", "timestamp", "2026-10-20T10:00:00Z", "prediction", "a"));
    labels = filled("labels", Map.of("label", "a", "labeledAt", "2026-10-21T10:00:00Z"));
    experiments =
        filled("runs", Map.of("name", "n", "status", "completed", "created_at", "2026-10-21"));
    summary = TestServers.table("configurations-summary");
    new SummaryTable(TestServers.dynamoDb(), summary).createIfMissing();
    host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.createContext("/", exchange -> {
      CALLS.incrementAndGet();
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    });
    host.start();
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    canaries = new Canaries(
        filled("another", Map.of("other", "x")),
        Files.writeString(folder.resolve("canary.txt"), CONTENT + " = [ {").toString(),
        pipe.toString(),
        "http://127.0.0.1:" + host.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    host.stop(0);
  }

  private static String filled(String name, Map<String, String> attributes) {
    String table = TestServers.table("configurations-" + name);
    TestServers.createTable(table);
    Map<String, AttributeValue> item = new HashMap<>();
    attributes.forEach((attribute, value) -> item.put(attribute, AttributeValue.fromS(value)));
    List.of("requestId", "modelVersion", "errorMessage", "config", "experiment_id")
        .forEach(attribute -> item.put(attribute, AttributeValue.fromS("x")));
    List.of("confidence", "latencyMs")
        .forEach(attribute -> item.put(attribute, AttributeValue.fromN("0.5")));
    item.put("metrics", AttributeValue.fromM(Map.of("accuracy", AttributeValue.fromN("0.5"))));
    item.put("id", AttributeValue.fromS("1"));
    TestServers.dynamoDb().putItem(put -> put.tableName(table).item(item));
    return table;
  }

  @Test
  void theOneWithoutAMistakeIsSound() throws IOException {
    assertThat(plan("")).as(text(err)).isZero();
    assertThat(json().path("tables")).hasSize(3);
  }

  /** {@code jobs/check configurations [SEED] [COUNT]}. */
  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void allOfThem() throws IOException {
    check(LongTest.seed(15), LongTest.size("count", 100_000, 70));
  }

  private void check(long seed, int count) throws IOException {
    List<String> wrong = new ArrayList<>();
    List<MistakenSettings> all = MistakenSettings.all(canaries, seed);
    for (MistakenSettings mistake : all.subList(0, Math.min(count, all.size()))) {
      String problem = problem(mistake);
      if (!problem.isEmpty()) {
        wrong.add(mistake + "\n    " + problem);
      }
    }
    assertThat(wrong).as("seed " + seed).isEmpty();
  }

  /** What a configuration does that it must not; empty where it is as it should. */
  private String problem(MistakenSettings mistake) throws IOException {
    long start = System.nanoTime();
    int exitCode = plan(mistake.text());
    String said = text(out) + text(err);
    int calls = CALLS.getAndSet(0);
    if (FIRED.getAndSet(0) > 0) {
      return "code was run";
    }
    if (calls > 0 && !mistake.key().endsWith("-endpoint")) {
      return "a host was called";
    }
    if (said.contains(SECRET) || said.contains("K7MDENG")) {
      return "a secret was shown: " + said;
    }
    if (said.contains(CONTENT)) {
      return "a file was shown: " + said;
    }
    if (System.nanoTime() - start > Duration.ofSeconds(60).toNanos()) {
      return "took long";
    }
    if (exitCode == 2 || exitCode == 3) {
      return said.contains("remedy") ? "" : "no remedy: " + said;
    }
    return exitCode == 0 && (isTold(mistake) || mayPass(mistake)) ? "" : exitCode + ": " + said;
  }

  private boolean isTold(MistakenSettings mistake) throws IOException {
    String key = mistake.key().replaceFirst("^sluice\\.", "");
    for (JsonNode table : json().path("tables")) {
      if (table.path("warnings").toString().contains(key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayPass(MistakenSettings mistake) {
    return mistake.kind() != Kind.MISTYPED
        && mistake.kind() != Kind.WRONG_TYPE
        && (FREE.contains(mistake.key()) || isNotMadeYet(mistake));
  }

  /** What init would make. */
  private static boolean isNotMadeYet(MistakenSettings mistake) {
    return mistake.kind() == Kind.ABSENT && mistake.key().equals("sluice.summary.table");
  }

  private int plan(String mistake) throws IOException {
    Path file = Files.writeString(folder.resolve("c.conf"), """
        sluice {
          aws { region = us-east-1, dynamodb-endpoint = "%s" }
          source { table = "%s", schema.sample-items = 10 }
          labels.table = "%s"
          experiments.table = "%s"
          summary.table = "%s"
          dataset { root = "%s", training { profile = typed, split.group = modelName } }
        }
        %s
        """.formatted(
            TestServers.dynamoDbEndpoint(),
            table,
            labels,
            experiments,
            summary,
            folder.resolve("root"),
            mistake));
    out.reset();
    err.reset();
    return new Cli(
            stream(out),
            stream(err),
            InstantSource.system(),
            new Environment(Map.of("AWS_SECRET_ACCESS_KEY", SECRET, "CANARY_PASSWORD", SECRET)))
        .run("plan", "--json", "--config", file.toString());
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
