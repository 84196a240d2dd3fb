package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.CommandLine;
import dev.sluice.testing.FaultyS3;
import dev.sluice.testing.S3Fault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** S3 that fails for two seconds, again and again, ends no run. */
@Tag("thorough")
final class S3OutageTest {
  private static final Duration OUTAGE = Duration.ofSeconds(2);
  /** Each of these, when it is first written, brings one about. */
  private static final List<String> MOMENTS = List.of("part-", "manifest.json");

  private final FaultyS3 front = FaultyS3.start();
  private final Map<String, Long> outages = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();

  @BeforeEach
  void start() {
    TestServers.sampleTables();
    TestSpark.session();
  }

  @AfterEach
  void stop() {
    TestSpark.withS3();
    front.close();
  }

  @Test
  void anExportGoesThroughThem() {
    String root = "s3a://" + TestServers.bucket() + "/root";
    front.otherwise(this::outage);

    assertThat(sluice("export", root)).isZero();
    assertThat(outages.keySet()).containsExactlyInAnyOrderElementsOf(MOMENTS);
    assertThat(failures.get()).isGreaterThan(2 * MOMENTS.size());

    front.otherwise(request -> S3Fault.NONE);
    assertThat(sluice("verify", root)).isZero();
  }

  private S3Fault outage(S3Fault.Request request) {
    long now = System.nanoTime();
    MOMENTS.stream()
        .filter(moment -> request.is("PUT", moment))
        .forEach(moment -> outages.putIfAbsent(moment, now));
    boolean out = outages.values().stream().anyMatch(begin -> now - begin < OUTAGE.toNanos());
    if (!out) {
      return S3Fault.NONE;
    }
    return failures.getAndIncrement() % 2 == 0 ? S3Fault.slowDown() : S3Fault.internalError();
  }

  private int sluice(String command, String root) {
    CommandLine cli = new CommandLine();
    int code = cli.run(
        List.of(command, "--config", "conf/jobs.conf", "--run-id", "outages"),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "aws.s3-endpoint=" + front.endpoint(),
            "dataset.root=" + root));
    assertThat(code).as(cli.toString()).isZero();
    return code;
  }
}
