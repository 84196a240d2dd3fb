package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.AccessPath;
import dev.sluice.access.IndexNeeds;
import dev.sluice.access.ReadSettings;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Some statuses of a table: by a Scan, or where an index is asked for by a Query of it for each. */
final class StatusQueriesTest {
  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"), new TableDescription.Key("created", "N"));
  private static final int ITEMS = 400;

  private static String indexed;
  private static String sparse;

  @BeforeAll
  static void create() {
    indexed = table(index("byStatus", ProjectionType.ALL, "created"));
    sparse = table(
        index("byEnd", ProjectionType.ALL, "ended"),
        index("named", ProjectionType.KEYS_ONLY, "created"));
  }

  /** A Query for each status would take fewer units, and might miss an item whose status changes. */
  @Test
  void theTableIsReadWhereNoIndexIsAskedFor() {
    Read scanned = read(indexed, null, "completed", "failed");

    assertThat(scanned.path).isEqualTo(new AccessPath.Outline(AccessPath.Kind.SCAN, null, 4, 2));
    assertThat(scanned.ids).hasSize(ITEMS / 5);
  }

  @Test
  void aQueryForEachStatusTakesFewerUnits() {
    Read few = read(indexed, "byStatus", "completed", "failed");
    Read scanned = read(indexed, null, "completed", "failed");

    assertThat(few.path).isEqualTo(new AccessPath.Outline(AccessPath.Kind.QUERY, "byStatus", 2, 1));
    assertThat(few.ids).isEqualTo(scanned.ids).hasSize(ITEMS / 5);
    assertThat(few.units).isLessThan(scanned.units / 3);
  }

  @Test
  void aSparseIndexHasTheItemsThatHaveItsKeys() {
    assertThat(read(sparse, "byEnd", "completed", "running").ids)
        .isEqualTo(read(sparse, null, "completed").ids)
        .hasSize(ITEMS / 10);
  }

  @Test
  void anIndexThatIsAskedForMustProjectWhatIsUsed() {
    IndexNeeds needs = new IndexNeeds(null, List.of(), List.of("id", "status", "metrics.accuracy"));
    ReadSettings settings = SampleReads.settings(sparse, SampleReads.options()).on("named", needs);
    assertThatThrownBy(() -> TableSource.open(settings))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("does not project [metrics.accuracy]");
  }

  private record Read(AccessPath.Outline path, List<String> ids, double units) {}

  private static Read read(String table, @Nullable String index, String... statuses) {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      TableSource source = source(front.endpoint().toString(), table, index, statuses);
      String texts = Stream.of(statuses).map(s -> "'" + s + "'").collect(Collectors.joining(","));
      Dataset<Row> rows = source.rows(TestSpark.session()).filter("status IN (" + texts + ")");
      AccessPath.Outline path = TableSource.path(rows);
      ConsumedUnits consumed = ConsumedUnits.at(front);
      List<String> ids = rows.select("id", "note").collectAsList().stream()
          .map(row -> row.getString(0))
          .sorted()
          .toList();
      return new Read(path, ids, consumed.total());
    }
  }

  private static TableSource source(
      String endpoint, String table, @Nullable String index, String... statuses) {
    Map<String, String> options =
        Map.of("endpoint", endpoint, "region", "us-east-1", "segments", "4");
    IndexNeeds needs = new IndexNeeds("status", List.of(statuses), List.of());
    return TableSource.open(SampleReads.settings(table, options).on(index, needs));
  }

  private static String table(GlobalSecondaryIndex... indexes) {
    String table = TestServers.table("experiments");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(Stream.concat(
                Stream.of(
                    attribute("id", "S"), attribute("created", "N"), attribute("status", "S")),
                Stream.of(indexes).anyMatch(i -> i.indexName().equals("byEnd"))
                    ? Stream.of(attribute("ended", "N"))
                    : Stream.of())
            .toList())
        .keySchema(key("id", KeyType.HASH), key("created", KeyType.RANGE))
        .globalSecondaryIndexes(indexes));
    Random random = new Random(7);
    TargetTables.put(table, KEYS, IntStream.range(0, ITEMS).mapToObj(i -> item(i, random)));
    return table;
  }

  /** About 2 KB; a tenth each are completed and failed, and a fifth running. */
  private static Map<String, AttributeValue> item(int i, Random random) {
    Map<String, AttributeValue> item = new HashMap<>();
    String status = List.of("completed", "failed", "running", "running").get(Math.min(3, i % 10));
    item.put("id", AttributeValue.fromS("exp-" + i));
    item.put("created", AttributeValue.fromN("" + (1_790_000_000 + i)));
    item.put("status", AttributeValue.fromS(i % 10 < 4 ? status : "archived"));
    item.put("owner", AttributeValue.fromS(i % 2 == 0 ? "a" : "b"));
    item.put("note", AttributeValue.fromS("n".repeat(1_900 + random.nextInt(200))));
    if (i % 10 < 2) {
      item.put("ended", AttributeValue.fromN("" + i));
    }
    return item;
  }

  private static GlobalSecondaryIndex index(String name, ProjectionType projection, String sort) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key("status", KeyType.HASH), key(sort, KeyType.RANGE))
        .projection(p -> p.projectionType(projection))
        .build();
  }

  private static AttributeDefinition attribute(String name, String type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
