package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.table.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The front itself: what it injects is what the SDK takes for the real thing. */
class FaultyDynamoDbTest {
  private static final String TABLE = TestServers.table("faulty");

  private FaultyDynamoDb front;

  @BeforeAll
  static void create() {
    TestServers.createTable(TABLE);
  }

  @BeforeEach
  void start() {
    front = FaultyDynamoDb.start();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  static Stream<InjectedFault> passing() {
    return Stream.of(
        InjectedFault.throttled(),
        InjectedFault.serverError(),
        InjectedFault.cutOff(),
        InjectedFault.wrongChecksum());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void theSdkRetriesWhatPasses(InjectedFault fault) {
    front.next("DescribeTable", 2, fault);

    try (DynamoDbClient client = Clients.dynamoDb(front.settings())) {
      assertThat(client.describeTable(t -> t.tableName(TABLE)).table().tableName())
          .isEqualTo(TABLE);
    }
    assertThat(front.requests("DescribeTable")).hasSize(3);
  }

  @Test
  void throttlingIsWhatTheSdkTakesForThrottling() {
    front.next("Scan", 1, InjectedFault.throttled());

    try (DynamoDbClient client = withoutRetries()) {
      assertThatThrownBy(() -> client.scan(s -> s.tableName(TABLE)))
          .isInstanceOf(ProvisionedThroughputExceededException.class)
          .satisfies(
              e -> assertThat(((DynamoDbException) e).isThrottlingException()).isTrue());
    }
  }

  @Test
  void unprocessedItemsComeBackAndAreNotWritten() {
    front.next("BatchWriteItem", 1, InjectedFault.unprocessed(2));
    List<WriteRequest> puts =
        IntStream.range(0, 5).mapToObj(i -> put("unprocessed-" + i)).toList();

    try (DynamoDbClient client = withoutRetries()) {
      BatchWriteItemResponse reply =
          client.batchWriteItem(b -> b.requestItems(Map.of(TABLE, puts)));

      assertThat(reply.unprocessedItems().get(TABLE))
          .containsExactlyInAnyOrderElementsOf(puts.subList(3, 5));
      assertThat(exists("unprocessed-2")).isTrue();
      assertThat(exists("unprocessed-3")).isFalse();
    }
  }

  @Test
  void allItemsUnprocessedIsAnAnswerToo() {
    front.next("BatchWriteItem", 1, InjectedFault.unprocessed(25));

    try (DynamoDbClient client = withoutRetries()) {
      BatchWriteItemResponse reply =
          client.batchWriteItem(b -> b.requestItems(Map.of(TABLE, List.of(put("none")))));

      assertThat(reply.unprocessedItems().get(TABLE)).hasSize(1);
    }
  }

  @Test
  void aCompressedAnswerIsReadAsThePlainOneIs() {
    front.otherwise(request -> InjectedFault.compressed());

    try (DynamoDbClient client = withoutRetries()) {
      assertThat(client.describeTable(t -> t.tableName(TABLE)).table().tableName())
          .isEqualTo(TABLE);
    }
  }

  @Test
  void aDelayIsAtLeastAsLongAsAsked() {
    front.next("DescribeTable", 1, InjectedFault.delayed(Duration.ofMillis(200)));
    long start = System.nanoTime();

    try (DynamoDbClient client = withoutRetries()) {
      client.describeTable(t -> t.tableName(TABLE));
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  private static boolean exists(String id) {
    return TestServers.dynamoDb()
        .getItem(g -> g.tableName(TABLE).key(Map.of("id", AttributeValue.fromS(id))))
        .hasItem();
  }

  private static WriteRequest put(String id) {
    return WriteRequest.builder()
        .putRequest(p -> p.item(Map.of("id", AttributeValue.fromS(id))))
        .build();
  }

  private DynamoDbClient withoutRetries() {
    return DynamoDbClient.builder()
        .endpointOverride(front.endpoint())
        .region(Region.US_EAST_1)
        .httpClientBuilder(Apache5HttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }
}
