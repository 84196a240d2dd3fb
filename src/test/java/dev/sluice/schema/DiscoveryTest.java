package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.scan.TableScan;
import dev.sluice.table.TableDescription;
import dev.sluice.table.Tables;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of 160 experiments, in which one segment's first page is another. */
final class DiscoveryTest {
  private static final String TABLE = "mlops-experiments";
  private static final int OTHER_SEGMENT = 5;

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Count':1,'Items':[{'id':{'S':1}}],'ScannedCount':1}",
        "{'Count':1,'Items':[{'id':{'S':'a'},'id':{'S':'a'}}],'ScannedCount':1}",
        "{'Count':1,'Items':[{'x':{'M':{'a':{'N':'1'},'a':{'N':'1'}}}}],'ScannedCount':1}",
        "{'Count':2,'Items':[{'id':{'S':'a'}}],'ScannedCount':2}",
        "{'Count':1,'Items':[],'ScannedCount':1}"
      })
  void aPageThatIsNoneIsNamed(String page) {
    assertThatThrownBy(() -> discover(page))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("table mlops-experiments: page 0 of segment 5 of 16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':{'Q':'a'}}",
        "{'id':{'S':'\\ud800'}}",
        "{'id':{'S':'a'},'n':{'N':'one'}}",
        "{'id':{'S':'a'},'x':{'B':'*'}}"
      })
  void anItemThatCannotBeReadTellsNothing(String item) {
    Discovered discovered = discover("{'Count':1,'Items':[%s],'ScannedCount':1}".formatted(item));

    assertThat(discovered.attributes()).doesNotContainKeys("n", "x");
    assertThat(discovered.schema().fieldNames()).contains("status", "metrics");
  }

  /** Neither the stack nor the schema grows as deep as a hostile page likes. */
  @Test
  void nestingIsBounded() {
    String item =
        "{'id':{'S':'a'},'x':%s{'S':'x'}%s}".formatted("{'L':[".repeat(45), "]}".repeat(45));
    assertThat(discover("{'Count':1,'Items':[%s],'ScannedCount':1}".formatted(item))
            .attributes())
        .doesNotContainKey("x");
    String endless = "{'Count':1,'Items':[{'x':%s".formatted("{'L':[".repeat(20_000));
    assertThatThrownBy(() -> discover(endless + "]}".repeat(20_000) + "}],'ScannedCount':1}"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("page 0 of segment 5 of 16");
  }

  private static Discovered discover(String page) {
    DynamoDbReply reply =
        DynamoDbReply.of(200, page.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(request -> (r, dynamoDb) ->
          request.body().path("Segment").asInt(-1) == OTHER_SEGMENT ? reply : dynamoDb.apply(r));
      TableDescription table = new Tables(TestServers.dynamoDb()).describe(TABLE);
      TableScan scan =
          new TableScan(front.settings(), TABLE, null, false, List.of(), CapacityBroker.UNLIMITED);
      return Discovery.discover(scan, table, 160, NumberMapping.EXACT, DeclaredColumns.NONE);
    }
  }
}
