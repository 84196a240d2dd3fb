package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How long DynamoDB is waited for, and what is told meanwhile and in the end. */
final class PatienceTest {
  private static final Logger LOGGER = Logger.getLogger(RetryLog.class.getName());

  private final String table = TestServers.table("patience");
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final List<LogRecord> told = new CopyOnWriteArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord line) {
      told.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void start() {
    TestServers.createTable(table);
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stop() {
    LOGGER.removeHandler(handler);
    front.close();
  }

  @Test
  void whatPassesWithinSecondsIsOutlastedInSilence() {
    front.next("DescribeTable", 6, InjectedFault.serverError());
    front.next("DescribeTable", 6, InjectedFault.throttled());
    front.next("DescribeTable", 6, InjectedFault.cutOff());
    try (DynamoDbClient client = client(Duration.ofMinutes(1), Duration.ofMillis(5))) {
      assertThat(new Tables(client).describe(table).name()).isEqualTo(table);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void whatLastsIsToldOnceNotEachTime() {
    front.otherwise(request -> InjectedFault.serverError());
    try (DynamoDbClient client = client(Duration.ofSeconds(8), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> new Tables(client).describe(table))
          .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
            assertThat(e.problem())
                .contains("table " + table, "DynamoDB", "500 InternalServerError")
                .doesNotContain("\n");
            assertThat(e.remedy()).contains("health of DynamoDB", "--run-id");
          });
    }
    assertThat(told).singleElement().satisfies(line -> {
      assertThat(line.getLevel()).isEqualTo(Level.WARNING);
      assertThat(line.getMessage())
          .contains("DynamoDB at 127.0.0.1", "for up to 8 s", "500 InternalServerError");
    });
  }

  /** A pause may last longer than all before it. */
  @Test
  void whatIsGoingToLastIsToldBeforeThePause() {
    long now = System.nanoTime();
    RetryLog.warn("S3 of a test", now, Duration.ofSeconds(2), Duration.ofMinutes(5), "503");
    assertThat(told).isEmpty();
    RetryLog.warn("S3 of a test", now, Duration.ofSeconds(10), Duration.ofMinutes(5), "503");
    assertThat(told).hasSize(1);
  }

  @Test
  void aThrottledReadAdvisesWhatToLower() {
    front.otherwise(request -> InjectedFault.throttled());
    try (DynamoDbClient client = client(Duration.ofMillis(200), Duration.ofMillis(5))) {
      assertThatThrownBy(() -> new Tables(client).describe(table))
          .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
            assertThat(e.problem()).contains("table " + table, "throttled by DynamoDB");
            assertThat(e.remedy()).contains("sluice.source.capacity");
          });
    }
  }

  @Test
  void aServiceThatHasAnsweredIsWaitedForAndOneThatNeverHasIsNot() {
    AwsSettings nobody = new AwsSettings("us-east-1", URI.create("http://127.0.0.1:2"), null, null);
    long begin = System.nanoTime();
    try (DynamoDbClient client = Clients.dynamoDb(nobody)) {
      assertThatThrownBy(() -> new Tables(client).describe(table))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContainingAll("table " + table, "DynamoDB cannot be reached");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));

    try (DynamoDbClient client = client(Duration.ofSeconds(1), Duration.ofMillis(20))) {
      assertThatCode(() -> new Tables(client).describe(table)).doesNotThrowAnyException();
      front.close();
      long closed = System.nanoTime();
      assertThatThrownBy(() -> new Tables(client).describe(table))
          .isInstanceOf(ResourceUnavailableException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - closed))
          .isGreaterThan(Duration.ofMillis(800));
    }
  }

  private DynamoDbClient client(Duration limit, Duration pause) {
    return Clients.dynamoDb(
        front.settings(),
        RetryPolicy.lasting(limit).pausing(BackoffStrategy.fixedDelayWithoutJitter(pause)));
  }
}
