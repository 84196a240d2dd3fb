package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class BatchWriterTest {
  private static final RetryPolicy QUICK = policy(Duration.ofMinutes(1));

  private final String table = TestServers.table("batches");
  private final AtomicInteger written = new AtomicInteger();
  private FaultyDynamoDb front;
  private DynamoDbClient client;

  @BeforeEach
  void start() {
    front = FaultyDynamoDb.start();
    client = Clients.dynamoDb(front.settings());
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(AttributeDefinition.builder()
            .attributeName("n")
            .attributeType(ScalarAttributeType.N)
            .build())
        .keySchema(
            KeySchemaElement.builder().attributeName("n").keyType(KeyType.HASH).build()));
  }

  @AfterEach
  void stop() {
    client.close();
    front.close();
  }

  @Test
  void equalNumbersAreTheSameKey() {
    try (BatchWriter writer = writer(WriteRateLimiter.of(0), QUICK)) {
      List.of("1", "1.0", "10E-1", "2").forEach(n -> writer.put(item(n, "as " + n)));
      writer.finish();
    }

    assertThat(written).hasValue(2);
    assertThat(front.requests("BatchWriteItem")).hasSize(1);
    assertThat(text("1")).isEqualTo("as 10E-1");
  }

  @Test
  void aNewerItemWaitsForAnOlderOneOnItsWay() {
    // the first batch comes back whole a few times, while its successor would be at once through
    front.next("BatchWriteItem", 5, InjectedFault.unprocessed(25));
    try (BatchWriter writer = writer(WriteRateLimiter.of(0), QUICK)) {
      for (int round = 0; round < 3; round++) {
        for (int n = 0; n < 25; n++) {
          writer.put(item("" + n, "round " + round));
        }
        for (int n = 0; n < 25; n++) {
          writer.put(item("" + (100 + n), "round " + round));
        }
      }
      writer.finish();
    }

    for (int n = 0; n < 25; n++) {
      assertThat(text("" + n)).isEqualTo("round 2");
    }
  }

  @Test
  void largeItemsMakeSmallBatches() {
    SdkBytes large = SdkBytes.fromByteArray(new byte[390 * 1024]);
    try (BatchWriter writer = writer(WriteRateLimiter.of(0), QUICK)) {
      for (int n = 0; n < 25; n++) {
        writer.put(Map.of("n", AttributeValue.fromN("" + n), "large", AttributeValue.fromB(large)));
      }
      writer.finish();
    }

    assertThat(written).hasValue(25);
    assertThat(front.requests("BatchWriteItem"))
        .hasSize(5)
        .allSatisfy(call -> assertThat(call.content().length).isLessThan(4 << 20));
  }

  @Test
  void theRateHoldsButForWhatIsInFlight() {
    AtomicLong now = new AtomicLong();
    List<Long> waits = new ArrayList<>();
    WriteRateLimiter pacer = new WriteRateLimiter(100, now::get, nanos -> {
      waits.add(nanos);
      now.addAndGet(nanos);
    });
    try (BatchWriter writer = writer(pacer, QUICK)) {
      for (int n = 0; n < 1_000; n++) {
        writer.put(item("" + n, "small"));
      }
      writer.finish();
    }

    assertThat(written).hasValue(1_000);
    assertThat(waits).isNotEmpty();
    assertThat(Duration.ofNanos(now.get()))
        .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
  }

  @Test
  void aTableThatTakesNothingIsGivenUpInTheEnd() {
    front.otherwise(call -> call.operation().equals("BatchWriteItem")
        ? InjectedFault.unprocessed(25)
        : InjectedFault.NONE);
    try (BatchWriter writer = writer(WriteRateLimiter.of(0), policy(Duration.ofMillis(50)))) {
      writer.put(item("1", "never"));

      assertThatThrownBy(writer::finish)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("table " + table + " in DynamoDB has taken none of 1 items");
    }
  }

  @Test
  void theItemThatDynamoDbRefusesIsNamed() {
    try (BatchWriter writer = writer(WriteRateLimiter.of(0), QUICK)) {
      writer.put(item("1", "good"));
      writer.put(
          Map.of("n", AttributeValue.fromN("2"), "set", AttributeValue.fromSs(List.of("a", "a"))));

      assertThatThrownBy(writer::finish)
          .isInstanceOf(UnwritableItemException.class)
          .hasMessageContaining("item {n=2} is refused by table " + table);
    }
    assertThat(text("1")).isEqualTo("good");
  }

  private static RetryPolicy policy(Duration limit) {
    return RetryPolicy.lasting(limit)
        .pausing(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(1)));
  }

  private BatchWriter writer(WriteRateLimiter pacer, RetryPolicy policy) {
    return new BatchWriter(
        client,
        table,
        new ItemKeys(List.of(new TableDescription.Key("n", "N"))),
        pacer,
        policy,
        written::addAndGet);
  }

  private static Map<String, AttributeValue> item(String n, String text) {
    return Map.of("n", AttributeValue.fromN(n), "text", AttributeValue.fromS(text));
  }

  private String text(String n) {
    return TestServers.dynamoDb()
        .getItem(g -> g.tableName(table).key(Map.of("n", AttributeValue.fromN(n))))
        .item()
        .get("text")
        .s();
  }
}
