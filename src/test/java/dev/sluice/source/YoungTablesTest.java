package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.access.RoughSize;
import dev.sluice.access.TableProbe;
import dev.sluice.access.TableProbes;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables of which DynamoDB says that they have no items: how they are cut into pieces, and what finding out takes. */
final class YoungTablesTest {
  private static final int ITEMS = 2_000;
  private static final long ITEM_BYTES = 20_000;

  private static String table;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();

  /** 40 MB. */
  @BeforeAll
  static void create() {
    TestServers.sampleTables();
    TestSpark.session();
    table = TargetTables.create();
    String text = "x".repeat((int) ITEM_BYTES - 20);
    TargetTables.put(
        table,
        List.of(new TableDescription.Key("id", "S")),
        IntStream.range(0, ITEMS)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("item-" + i), "text", AttributeValue.fromS(text))));
  }

  @BeforeEach
  void young() {
    front.otherwise(InjectedFault.young());
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void aPieceIsAFewPerCentOfTheTable() {
    AccessPath.Outline path = path(open(table, Map.of()).inChunks());

    assertThat(path.tasks()).isBetween(25, 100);
    assertThat(path.parts()).isGreaterThanOrEqualTo(path.tasks());
  }

  @Test
  void aTinyBudgetFinishesPieces() {
    ConsumedUnits consumed = ConsumedUnits.at(front, InjectedFault.young());

    TableSource source = open(table, Map.of("max-units", "250")).inChunks();

    // a piece of a fourth of the budget for each core, and half of the budget left to read some
    long mostBytes = 250 * 8_192 / 8;
    assertThat(path(source).tasks()).isGreaterThan((int) (ITEMS * ITEM_BYTES / mostBytes / 2));
    assertThat(consumed.total()).isLessThan(125);
    assertThat(source.consumedReadUnits()).isCloseTo(consumed.total(), Offset.offset(0.1));
  }

  @Test
  void whatIsCountedRoughlyIsNearTheTruth() {
    TableProbe probe = TableProbes.open(settings(table, Map.of()));

    RoughSize size = RoughSize.of(probe);

    assertThat(size.bytes().orElseThrow())
        .isCloseTo(ITEMS * ITEM_BYTES, Percentage.withPercentage(60));
    assertThat(size.consumedReadUnits()).isBetween(1.0, 256.0);
  }

  @Test
  void nothingIsCountedWhereTheSampleWasTheWholeTable() {
    TableSource source = open("mlops-experiments", Map.of());
    int asked = front.requests("Scan").size();

    TableSource pieces = source.inChunks();

    assertThat(front.requests("Scan")).hasSize(asked);
    assertThat(pieces.consumedReadUnits()).isEqualTo(source.consumedReadUnits());
    assertThat(path(pieces).tasks()).isEqualTo(2);
  }

  @Test
  void nothingIsCountedWhereDynamoDbTellsTheSize() {
    front.otherwise(request -> InjectedFault.NONE);
    TableSource source = open(table, Map.of("sample-items", "100"));
    int asked = front.requests("Scan").size();

    assertThat(path(source.inChunks()).tasks()).isBetween(32, 50);
    assertThat(front.requests("Scan")).hasSize(asked);
  }

  private static AccessPath.Outline path(TableSource source) {
    return TableSource.path(source.rows(TestSpark.session()));
  }

  private TableSource open(String name, Map<String, String> more) {
    return TableSource.open(settings(name, more));
  }

  private ReadSettings settings(String name, Map<String, String> more) {
    return TableSource.settings(all(name, more));
  }

  private Map<String, String> all(String name, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(Map.of(
        "table", name, "region", "us-east-1", "endpoint", front.endpoint().toString()));
    all.putAll(more);
    return all;
  }
}
