package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.RetryPolicy;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class RequestWriterTest {
  private static final TableDescription.Key ID = new TableDescription.Key("id", "S");
  private static final ItemKeys KEYS = new ItemKeys(List.of(ID));
  private static final RetryPolicy QUICK = policy(Duration.ofMinutes(1));
  private static final String NEW = "attribute_not_exists(id)";

  private final String table = TestServers.table("requests");
  private final DoubleAdder consumed = new DoubleAdder();
  private FaultyDynamoDb front;
  private DynamoDbClient client;

  @BeforeEach
  void start() {
    TestServers.createTable(table, List.of(ID));
    front = FaultyDynamoDb.start().otherwise(request -> this::counted);
    client = WriteClients.shared(front.settings());
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void aPutWhoseAnswerIsLostIsNotRefusedByItsOwnCondition() {
    front.next("PutItem", 1, InjectedFault.cutOff());

    WriteStats stats = written(WriteOperation.PUT, NEW, item("a", "n", "1.50"));

    assertThat(stats).isEqualTo(new WriteStats(0, 1, 0, 1, 1, List.of()));
    assertThat(stored("a")).isEqualTo(item("a", "n", "1.5"));
  }

  @Test
  void anUpdateAndADeleteWhoseAnswersAreLostAreNotRefusedEither() {
    put(item("a", "n", "1", "other", "7"));
    front
        .next("UpdateItem", 1, InjectedFault.cutOff())
        .next("DeleteItem", 1, InjectedFault.cutOff());

    assertThat(written(WriteOperation.UPDATE, "n = 1", item("a", "n", "2")).unchanged())
        .isOne();
    assertThat(stored("a")).isEqualTo(item("a", "n", "2", "other", "7"));
    assertThat(written(WriteOperation.DELETE, "n = 2", key("a")).unchanged()).isOne();
    assertThat(stored("a")).isEmpty();
  }

  @Test
  void whatIsOtherwiseIsRefusedAndNamed() {
    put(item("a", "n", "1"));
    put(item("b", "n", "1", "more", "1"));
    put(item("c", "n", "1"));

    WriteStats puts = written(
        WriteOperation.PUT,
        NEW,
        item("a", "n", "2"),
        item("b", "n", "1"),
        item("c", "n", "1"),
        item("d"));

    assertThat(puts.written()).isOne();
    assertThat(puts.unchanged()).isOne();
    assertThat(puts.refused()).isEqualTo(2);
    assertThat(puts.refusedItems()).containsExactlyInAnyOrder("item {id=a}", "item {id=b}");
    assertThat(stored("b")).isEqualTo(item("b", "n", "1", "more", "1"));
    assertThat(written(WriteOperation.UPDATE, "n > 5", item("a", "n", "2")).refused())
        .isOne();
    assertThat(written(WriteOperation.DELETE, "n > 5", key("a")).refused()).isOne();
    assertThat(stored("a")).isEqualTo(item("a", "n", "1"));
  }

  @Test
  void anUpdateIsUnchangedOnlyIfWhatItRemovesIsGone() {
    put(item("a", "n", "1"));
    put(item("b", "n", "1", "x", "1"));

    WriteStats stats = write(
        writer(WriteOperation.UPDATE, "n > 5", WriteRateLimiter.of(0), QUICK),
        new ItemChange(item("a", "n", "1"), Set.of("x"), Map.of()),
        new ItemChange(item("b", "n", "1"), Set.of("x"), Map.of()));

    assertThat(stats.unchanged()).isOne();
    assertThat(stats.refusedItems()).containsExactly("item {id=b}");
  }

  @Test
  void onlyTheFirstRefusedItemsAreNamed() {
    WriteStats stats = write(
        writer(WriteOperation.UPDATE, "attribute_exists(id)", WriteRateLimiter.of(0), QUICK),
        IntStream.range(0, 40)
            .mapToObj(i -> ItemChange.of(item("" + i, "n", "1")))
            .toArray(ItemChange[]::new));

    assertThat(stats.refused()).isEqualTo(40);
    assertThat(stats.refusedItems()).hasSize(5);
    assertThat(TestServers.dynamoDb().scan(s -> s.tableName(table)).items()).isEmpty();
  }

  @Test
  void anUpdateSetsRemovesAndCreatesWhateverNamesAre() {
    put(item("a", "status", "1", "a.b", "1", "a-b", "1", "stays", "1", "#n0", "1"));

    WriteStats stats = write(
        writer(WriteOperation.UPDATE, null, WriteRateLimiter.of(0), QUICK),
        new ItemChange(
            item("a", "status", "2", "a.b", "2", "größe", "2", ":0", "2"),
            Set.of("a-b", "never", "#n0"),
            Map.of()),
        new ItemChange(item("new", "status", "2"), Set.of("a-b"), Map.of()),
        new ItemChange(key("bare"), Set.of(), Map.of()),
        new ItemChange(key("a"), Set.of(), Map.of()));

    assertThat(stats.written()).isEqualTo(4);
    assertThat(stored("a"))
        .isEqualTo(item("a", "status", "2", "a.b", "2", "größe", "2", ":0", "2", "stays", "1"));
    assertThat(stored("new")).isEqualTo(item("new", "status", "2"));
    assertThat(stored("bare")).isEqualTo(key("bare"));
    assertThat(stats.units()).isEqualTo(consumed.sum()).isPositive();
  }

  @Test
  void aConditionAndAnUpdateShareNoAlias() {
    put(item("a", "0", "1", "c", "1", "_0", "1"));
    Condition condition = ConditionParser.parse("`0` = :`0` AND c = :c AND `_0` = 1 AND c < 2");
    Map<String, AttributeValue> row = item("a", "0", "1", "c", "1", "_0", "3");

    WriteStats stats;
    try (RequestWriter writer = new RequestWriter(
        client,
        new ItemRequest(table, WriteOperation.UPDATE, KEYS.set(), condition),
        KEYS,
        WriteRateLimiter.of(0),
        QUICK)) {
      writer.write(new ItemChange(row, Set.of("gone"), row));
      writer.finish();
      stats = writer.stats();
    }

    assertThat(stats.written()).isOne();
    assertThat(stored("a")).isEqualTo(row);
  }

  @Test
  void anUpdateOfTooManyAttributesIsRefusedBeforeItIsSent() {
    assertThat(written(WriteOperation.UPDATE, null, wide(400)).written()).isOne();
    assertThat(stored("wide")).hasSize(401);
    assertThatThrownBy(() -> written(WriteOperation.UPDATE, null, wide(600)))
        .isInstanceOf(UnwritableItemException.class)
        .hasMessageMatching(
            "item \\{id=wide}: an update of 600 attributes is an expression of \\d+ bytes,"
                + " and DynamoDB takes 4096");
    assertThat(front.requests("UpdateItem")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(WriteOperation.class)
  void changesOfOneItemAreMadeInTheirOrder(WriteOperation operation) {
    front.next("PutItem", 3, InjectedFault.delayed(Duration.ofMillis(50)));
    front.next("UpdateItem", 3, InjectedFault.delayed(Duration.ofMillis(50)));
    put(item("a", "n", "0"));

    String always = "attribute_exists(id) OR attribute_not_exists(id)";
    WriteStats stats = write(
        writer(operation, always, WriteRateLimiter.of(0), QUICK),
        IntStream.range(1, 30)
            .mapToObj(i -> ItemChange.of(item("a", "n", "" + i)))
            .toArray(ItemChange[]::new));

    assertThat(stats.written()).isEqualTo(29);
    assertThat(stored("a"))
        .isEqualTo(operation == WriteOperation.DELETE ? Map.of() : item("a", "n", "29"));
  }

  @Test
  void throttlingConflictsAndServerErrorsAreRetriedAndCounted() {
    front
        .next("UpdateItem", 2, InjectedFault.throttled())
        .next("UpdateItem", 1, InjectedFault.serverError())
        .next(
            "UpdateItem",
            2,
            InjectedFault.error(400, "TransactionConflictException", "Transaction is ongoing"));

    WriteStats stats = written(WriteOperation.UPDATE, null, item("a", "n", "1"));

    assertThat(stats.written()).isOne();
    assertThat(stats.retried()).isEqualTo(5);
    assertThat(front.requests("UpdateItem")).hasSize(6);
  }

  @Test
  void aTableThatTakesNothingIsGivenUpInTheEnd() {
    front.otherwise(
        call -> InjectedFault.error(400, "TransactionConflictException", "Transaction is ongoing"));

    assertThatThrownBy(() -> write(
            writer(WriteOperation.PUT, NEW, WriteRateLimiter.of(0), policy(Duration.ofMillis(50))),
            ItemChange.of(item("a"))))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("table " + table + " in DynamoDB has taken none of 1 items");
  }

  @Test
  void whatDynamoDbRefusesIsNamed() {
    Map<String, AttributeValue> bad =
        Map.of("id", AttributeValue.fromS("a"), "s", AttributeValue.fromSs(List.of("x", "x")));

    assertThatThrownBy(() -> written(WriteOperation.PUT, NEW, bad))
        .isInstanceOf(UnwritableItemException.class)
        .hasMessageContaining("item {id=a} is refused by table " + table);
    assertThatThrownBy(() -> written(WriteOperation.UPDATE, null, bad))
        .isInstanceOf(UnwritableItemException.class)
        .hasMessageContaining("item {id=a} is refused by table " + table);
    assertThatThrownBy(() -> written(WriteOperation.PUT, "a = AND 1", item("a")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("condition = a = AND 1: is refused by DynamoDB for item {id=a}")
        .hasMessageContaining("Invalid ConditionExpression");
    assertThat(stored("a")).isEmpty();
  }

  @Test
  void aRowWithoutAValueForTheConditionIsRefusedBeforeItIsSent() {
    assertThatThrownBy(() -> written(WriteOperation.PUT, "n = :n", item("a")))
        .isInstanceOf(UnwritableItemException.class)
        .hasMessageContaining(
            "item {id=a}: the condition compares with column n, which is null in this row");
    assertThat(front.requests()).isEmpty();
  }

  @Test
  void theUnitsOfRefusedItemsAreThoseOfTheLargerOne() {
    AttributeValue large = AttributeValue.fromS("x".repeat(5_000));
    put(Map.of("id", AttributeValue.fromS("a"), "large", large));
    put(item("b"));

    assertThat(written(WriteOperation.PUT, NEW, item("a")).units()).isEqualTo(5);
    assertThat(written(
                WriteOperation.PUT, NEW, Map.of("id", AttributeValue.fromS("b"), "large", large))
            .units())
        .isEqualTo(5);
  }

  @Test
  void theRateHoldsForUpdatesOfLargeItemsToo() {
    AttributeValue large = AttributeValue.fromS("x".repeat(9_000));
    IntStream.range(0, 50)
        .forEach(i -> put(Map.of("id", AttributeValue.fromS("" + i), "large", large)));
    AtomicLong now = new AtomicLong();
    WriteRateLimiter limiter = new WriteRateLimiter(90, now::get, now::addAndGet);

    WriteStats stats = write(
        writer(WriteOperation.UPDATE, null, limiter, QUICK),
        IntStream.range(0, 50)
            .mapToObj(i -> ItemChange.of(item("" + i, "n", "1")))
            .toArray(ItemChange[]::new));

    assertThat(stats.units()).isEqualTo(consumed.sum()).isEqualTo(450);
    // a request waits for those before it, which cost 9 units each although the change itself is
    // one
    assertThat(now.get() / 1e9).isCloseTo(49 * 9 / 90.0, within(0.2));
  }

  @Test
  void theRateHoldsForDeletesOfLargeItemsToo() {
    AttributeValue large = AttributeValue.fromS("x".repeat(9_000));
    IntStream.range(0, 50)
        .forEach(i -> put(Map.of("id", AttributeValue.fromS("" + i), "large", large)));
    AtomicLong now = new AtomicLong();
    WriteRateLimiter limiter = new WriteRateLimiter(90, now::get, now::addAndGet);

    WriteStats stats = write(
        writer(WriteOperation.DELETE, null, limiter, QUICK),
        IntStream.range(0, 50)
            .mapToObj(i -> ItemChange.of(key("" + i)))
            .toArray(ItemChange[]::new));

    assertThat(stats.units()).isEqualTo(450);
    assertThat(TestServers.dynamoDb().scan(s -> s.tableName(table)).items()).isEmpty();
    // batches of 2, after single items of which it is not known what they cost
    assertThat(front.requests("BatchWriteItem")).hasSizeBetween(25, 27);
    assertThat(now.get() / 1e9).isCloseTo(48 * 9 / 90.0, within(0.2));
  }

  private DynamoDbReply counted(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    DynamoDbReply reply = dynamoDb.apply(request);
    consumed.add(reply.body().path("ConsumedCapacity").path("CapacityUnits").asDouble());
    return reply;
  }

  @SafeVarargs
  private WriteStats written(
      WriteOperation operation, @Nullable String condition, Map<String, AttributeValue>... items) {
    List<ItemChange> changes = new ArrayList<>();
    for (Map<String, AttributeValue> item : items) {
      changes.add(new ItemChange(item, Set.of(), item));
    }
    return write(
        writer(operation, condition, WriteRateLimiter.of(0), QUICK),
        changes.toArray(ItemChange[]::new));
  }

  private static WriteStats write(TableWriter writer, ItemChange... changes) {
    try (writer) {
      List.of(changes).forEach(writer::write);
      writer.finish();
      return writer.stats();
    }
  }

  private TableWriter writer(
      WriteOperation operation,
      @Nullable String condition,
      WriteRateLimiter limiter,
      RetryPolicy policy) {
    return RequestWriter.open(
        client,
        table,
        KEYS,
        operation,
        condition == null ? null : ConditionParser.parse(condition),
        limiter,
        policy);
  }

  private static RetryPolicy policy(Duration limit) {
    return RetryPolicy.lasting(limit)
        .pausing(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(1)));
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  /** An item of numbers: name, number, name, number. */
  private static Map<String, AttributeValue> item(String id, String... attributes) {
    Map<String, AttributeValue> item = new HashMap<>(key(id));
    for (int i = 0; i < attributes.length; i += 2) {
      item.put(attributes[i], AttributeValue.fromN(attributes[i + 1]));
    }
    return item;
  }

  private static Map<String, AttributeValue> wide(int attributes) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(key("wide"));
    IntStream.range(0, attributes)
        .forEach(i -> item.put("attribute" + i, AttributeValue.fromN("1")));
    return item;
  }

  private void put(Map<String, AttributeValue> item) {
    TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
  }

  private Map<String, AttributeValue> stored(String id) {
    return TestServers.dynamoDb().getItem(g -> g.tableName(table).key(key(id))).item();
  }
}
