package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.LogLines;
import dev.sluice.testing.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How long DynamoDB is waited for, and what is told meanwhile and in the end. */
final class PatienceTest {
  private final String table = TestServers.table("patience");
  private final FaultyDynamoDb front = FaultyDynamoDb.start();

  @BeforeEach
  void start() {
    TestServers.createTable(table);
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void whatPassesWithinSecondsIsOutlastedInSilence() throws Exception {
    front.next("DescribeTable", 6, InjectedFault.serverError());
    front.next("DescribeTable", 6, InjectedFault.throttled());
    front.next("DescribeTable", 6, InjectedFault.cutOff());
    assertThat(LogLines.during(Level.WARN, () -> {
          try (DynamoDbClient client = client(Duration.ofMinutes(1), Duration.ofMillis(5))) {
            return assertThat(new Tables(client).describe(table).name()).isEqualTo(table);
          }
        }))
        .isEmpty();
  }

  @Tag("thorough")
  @Test
  void whatLastsIsToldOnceNotEachTime() throws Exception {
    front.otherwise(request -> InjectedFault.serverError());
    List<LogLines.Line> told = LogLines.during(Level.WARN, () -> {
      try (DynamoDbClient client = client(Duration.ofSeconds(8), Duration.ofMillis(200))) {
        assertThatThrownBy(() -> new Tables(client).describe(table))
            .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
              assertThat(e.problem())
                  .contains("table " + table, "DynamoDB", "500 InternalServerError")
                  .doesNotContain("\n");
              assertThat(e.remedy()).contains("health of DynamoDB", "--run-id");
            });
      }
      return null;
    });
    assertThat(told).singleElement().satisfies(line -> {
      assertThat(line.level()).isEqualTo(Level.WARN);
      assertThat(line.text())
          .contains("DynamoDB at 127.0.0.1", "for up to 8 s", "500 InternalServerError");
    });
  }

  /** A pause may last longer than all before it. */
  @Test
  void whatIsGoingToLastIsToldBeforeThePause() throws Exception {
    long now = System.nanoTime();
    Duration limit = Duration.ofMinutes(5);
    assertThat(LogLines.during(Level.WARN, () -> {
          RetryLog.warn("S3 of a test", now, Duration.ofSeconds(2), limit, "503");
          return null;
        }))
        .isEmpty();
    assertThat(LogLines.during(Level.WARN, () -> {
          RetryLog.warn("S3 of a test", now, Duration.ofSeconds(10), limit, "503");
          return null;
        }))
        .hasSize(1);
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
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));

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
