package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.run.KeptSettings;
import dev.sluice.dataset.run.Retention;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import dev.sluice.summary.SummarySettings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.FaultyS3;
import dev.sluice.testing.S3Fault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is told how a run has ended is told the same, and only what the data decide is remembered. */
@Tag("thorough")
final class OvertakenRunTest {
  private static final String TABLE = TestServers.table("overtaken-runs");
  private static final String LATEST = "root/latest.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final FaultyS3 FRONT = FaultyS3.start();

  private final String bucket = TestServers.bucket();
  private final URI root = URI.create("s3a://" + bucket + "/root");
  private final Store store =
      StoreAccess.to(new Root(root), TestServers.settings()).open();

  /**
   * What a command has come to.
   *
   * @param out standard output
   * @param err standard error
   */
  private record Told(int code, String out, String err) {
    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    TestSpark.session();
    new SummaryTable(TestServers.dynamoDb(), TABLE).createIfMissing();
  }

  @AfterAll
  static void stop() {
    TestSpark.withS3();
    FRONT.close();
  }

  /** The one is held up before its manifest, the other has come to the end of all by then. */
  @Test
  void bothHoldersOfARunAreToldTheSame() {
    AtomicReference<Told> second = new AtomicReference<>();
    at("snapshots/held/manifest.json", () -> {
      release("held");
      second.set(sluice(TestServers.s3Endpoint(), "run", "held"));
    });
    Told first = sluice(FRONT.endpoint(), "run", "held");

    assertThat(second.get().code()).as(second.get().err()).isZero();
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo(second.get().out());
    assertThat(results("held")).hasSize(1);
    assertThat(row("held").text("state")).hasValue("done");
  }

  /** The moment decides that, not the data: once it is mended, the run ends as if nothing had been. */
  @Test
  void aPointerThatIsDamagedEndsTheRunUntilItIsMended() {
    byte[] damaged = "{".getBytes(StandardCharsets.UTF_8);
    at("snapshots/damaged/manifest.json", () -> store.write("latest.json", damaged, "text/plain"));
    Told failed = sluice(FRONT.endpoint(), "run", "damaged");

    assertThat(failed.code()).as(failed.err()).isEqualTo(3);
    assertThat(failed.json().path("error").path("message").asText())
        .contains(LATEST, "is damaged")
        .doesNotContain("\n");
    assertThat(results("damaged")).isEmpty();
    assertThat(sluice(FRONT.endpoint(), "run", "damaged").code()).isEqualTo(3);
    assertThat(sluice(FRONT.endpoint(), "run", "another").code()).isEqualTo(3);

    store.delete("latest.json");
    Told mended = sluice(FRONT.endpoint(), "run", "damaged");
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(sluice(FRONT.endpoint(), "run", "damaged").out()).isEqualTo(mended.out());
    assertThat(row("damaged").text("state")).hasValue("done");
  }

  @Test
  void aRunThatWasRemovedHasItsResultAndNothingMore() {
    Told told = sluice(FRONT.endpoint(), "run", "old");
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(sluice(FRONT.endpoint(), "export", "new").code()).isZero();
    new Retention(store, Duration.ofHours(-1), run -> true)
        .keep(
            1,
            RunState.read(store, "new").orElseThrow().arns(),
            new KeptSettings(
                store, RunSettings.of(RunPlan.find(store, "new").orElseThrow().settings())));

    Told again = sluice(FRONT.endpoint(), "run", "old");
    assertThat(again.code()).isZero();
    assertThat(again.out()).isEqualTo(told.out());
    assertThat(again.err()).contains("Its snapshot was removed by retention at ");
    for (String other : List.of("export", "analyze", "verify")) {
      Told refused = sluice(FRONT.endpoint(), other, "old");
      assertThat(refused.code()).as(other).isEqualTo(3);
      assertThat(refused.json().path("error").path("message").asText())
          .as(other)
          .contains("the snapshot of run old was removed by retention");
    }
    assertThat(results("old")).hasSize(1);

    store.write("snapshots/old/manifest.json", new byte[] {'{'}, "text/plain");
    Told damaged = sluice(FRONT.endpoint(), "run", "old");
    assertThat(damaged.code()).isZero();
    assertThat(damaged.out()).isEqualTo(told.out());
    assertThat(damaged.err()).contains("snapshots/old/manifest.json is damaged");
  }

  /** The report as well as the rows are those of the figures that are stored, whoever stored them. */
  @Test
  void figuresThatAreThereCount() {
    assertThat(sluice(FRONT.endpoint(), "run", "first").code()).isZero();
    String figures = text("figures/first.json");
    String model = Pattern.compile("\"model\" ?: ?\"([^\"]+)\"")
        .matcher(figures)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
    assertThat(sluice(FRONT.endpoint(), "export", "seen").code()).isZero();
    store.write(
        "figures/seen.json",
        figures.replace("\"" + model + "\"", "\"otherwise\"").getBytes(StandardCharsets.UTF_8),
        "application/json");

    assertThat(sluice(FRONT.endpoint(), "analyze", "seen").code()).isZero();
    assertThat(text("reports/seen.html")).contains("otherwise").doesNotContain(model);
  }

  private String text(String path) {
    return new String(store.read(path).orElseThrow(), StandardCharsets.UTF_8);
  }

  /** Once, before that document is written through the front; the beats of the lease get lost from then on. */
  private static void at(String document, Runnable meanwhile) {
    AtomicBoolean come = new AtomicBoolean();
    FRONT.otherwise(request -> {
      if (request.is("PUT", document) && come.compareAndSet(false, true)) {
        return (held, s3) -> {
          meanwhile.run();
          return s3.apply(held);
        };
      }
      return come.get() && isBeat(request)
          ? S3Fault.error(403, "AccessDenied", "Access Denied")
          : S3Fault.NONE;
    });
  }

  private static boolean isBeat(S3Fault.Request request) {
    return request.key().contains("/runs/held/lease-");
  }

  /** As if its holder had shown no sign of life for minutes. */
  private void release(String run) {
    String lease = "runs/" + run + "/lease-1.json";
    String beat = text(lease).replace("\"released\" : false", "\"released\" : true");
    store.write(lease, beat.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private List<String> results(String run) {
    return store.list("runs/" + run).stream()
        .filter(path -> path.matches("runs/[a-z]+/(run|export|analyze|publish)-[^/]*"))
        .toList();
  }

  private SummaryRow row(String run) {
    SummarySettings settings = new SummarySettings(TABLE, bucket, Duration.ofDays(400));
    return new SummaryReader(TestServers.dynamoDb(), settings).run(run).orElseThrow();
  }

  private Told sluice(URI s3, String command, String run) {
    CommandLine cli = new CommandLine();
    int code = cli.run(
        List.of(command, "--json", "--config", "conf/jobs.conf", "--run-id", run),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "aws.s3-endpoint=" + s3,
            "dataset.root=" + root,
            "summary.namespace=" + bucket,
            "summary.table=" + TABLE));
    return new Told(code, cli.out(), cli.err());
  }
}
