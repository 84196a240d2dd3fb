package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class SummaryTableTest {
  private final DynamoDbClient client = TestServers.dynamoDb();
  private final String name = TestServers.table("summary");
  private final SummaryTable table = new SummaryTable(client, name);

  @Test
  void createsTheTableOfTheContract() {
    assertThat(table.isThere()).isFalse();
    assertThat(table.misfit()).isEmpty();
    assertThat(table.createIfMissing()).isTrue();
    assertThat(table.misfit()).isEmpty();
    assertThat(table.isThere()).isTrue();

    TableDescription there = client.describeTable(r -> r.tableName(name)).table();
    assertThat(there.keySchema())
        .extracting(k -> k.attributeName() + " " + k.keyType())
        .containsExactly("pk HASH", "sk RANGE");
    assertThat(there.attributeDefinitions())
        .allSatisfy(a -> assertThat(a.attributeType()).isEqualTo(ScalarAttributeType.S));
    GlobalSecondaryIndexDescription index = there.globalSecondaryIndexes().get(0);
    assertThat(index.indexName()).isEqualTo("byWindow");
    assertThat(index.keySchema())
        .extracting(k -> k.attributeName() + " " + k.keyType())
        .containsExactly("windowKey HASH", "modelKey RANGE");
    assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.ALL);
    assertThat(there.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(client.describeTimeToLive(r -> r.tableName(name)).timeToLiveDescription())
        .satisfies(ttl -> {
          assertThat(ttl.attributeName()).isEqualTo("expiresAt");
          assertThat(ttl.timeToLiveStatus())
              .isIn(TimeToLiveStatus.ENABLED, TimeToLiveStatus.ENABLING);
        });
  }

  @Test
  void leavesATableThatIsRightAsItIs() {
    table.createIfMissing();
    String id = client.describeTable(r -> r.tableName(name)).table().tableId();
    assertThat(table.createIfMissing()).isFalse();
    assertThat(client.describeTable(r -> r.tableName(name)).table().tableId()).isEqualTo(id);
  }

  @Test
  void manyAtOnceCreateItOnce() {
    List<CompletableFuture<Boolean>> creations = Stream.generate(
            () -> CompletableFuture.supplyAsync(table::createIfMissing))
        .limit(4)
        .toList();
    assertThat(creations.stream().filter(CompletableFuture::join)).hasSize(1);
  }

  @Test
  void saysWhatIsWrongWithATableOfOtherKeys() {
    client.createTable(r -> r.tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(KeySchemaElement.builder()
            .attributeName("requestId")
            .keyType(KeyType.HASH)
            .build())
        .attributeDefinitions(attribute("requestId", ScalarAttributeType.S)));
    assertThatThrownBy(table::createIfMissing)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessage("table " + name + " is no summary table: its keys are requestId HASH, not pk"
            + " HASH, sk RANGE; it has no index byWindow");
    assertThatThrownBy(table::isThere)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("is no summary table: its keys are requestId HASH");
    assertThat(table.misfit()).isPresent();
  }

  @Test
  void saysWhatIsWrongWithKeysOfOtherTypes() {
    client.createTable(TableShape.request(name).toBuilder()
        .attributeDefinitions(
            attribute("pk", ScalarAttributeType.S),
            attribute("sk", ScalarAttributeType.N),
            attribute("windowKey", ScalarAttributeType.S),
            attribute("modelKey", ScalarAttributeType.S))
        .build());
    assertThatThrownBy(table::createIfMissing)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("sk is of type N, not S");
  }

  @Test
  void saysThatAnotherTimeToLiveIsOn() {
    client.createTable(TableShape.request(name));
    client.updateTimeToLive(r ->
        r.tableName(name).timeToLiveSpecification(t -> t.attributeName("ttl").enabled(true)));
    assertThatThrownBy(table::createIfMissing)
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("its time to live goes by ttl, not by expiresAt");
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
