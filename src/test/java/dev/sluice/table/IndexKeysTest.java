package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.table.TableDescription.KeySchema;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class IndexKeysTest {
  private static final String DESCRIPTION = """
      {"Table": {
        "TableName": "readings",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [
          {"AttributeName": "id", "AttributeType": "S"},
          {"AttributeName": "tenant", "AttributeType": "S"},
          {"AttributeName": "day", "AttributeType": "N"},
          {"AttributeName": "kind", "AttributeType": "B"}],
        "ItemCount": 70, "TableSizeBytes": 7000,
        "GlobalSecondaryIndexes": [{
          "IndexName": "byTenantAndDay",
          "ItemCount": 7, "IndexSizeBytes": 700,
          "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["value"]},
          "KeySchema": [
            {"AttributeName": "tenant", "KeyType": "HASH"},
            {"AttributeName": "day", "KeyType": "HASH"},
            {"AttributeName": "kind", "KeyType": "RANGE"}]}]}}
      """;

  @Test
  void severalAttributesOfAPartitionKeyAreToldFromTheSortKeys() throws IOException {
    try (FaultyDynamoDb front = FaultyDynamoDb.start();
        DynamoDbClient client = Clients.dynamoDb(front.settings())) {
      DynamoDbReply reply = DynamoDbReply.of(200, new ObjectMapper().readTree(DESCRIPTION));
      front.next("DescribeTable", 1, (request, dynamoDb) -> reply);
      front.next(
          "DescribeTimeToLive",
          1,
          (request, dynamoDb) -> DynamoDbReply.of(200, new ObjectMapper().createObjectNode()));

      TableDescription table = new Tables(client).describe("readings");

      assertThat(table.keysOf("byTenantAndDay"))
          .isEqualTo(new KeySchema(
              List.of(
                  new TableDescription.Key("tenant", "S"), new TableDescription.Key("day", "N")),
              List.of(new TableDescription.Key("kind", "B"))));
      assertThat(table.keysOf(null))
          .isEqualTo(new KeySchema(List.of(new TableDescription.Key("id", "S")), List.of()));
      assertThat(table.sizeBytesOf("byTenantAndDay")).isEqualTo(700);
      assertThat(table.itemCountOf("byTenantAndDay")).isEqualTo(7);
      assertThat(table.itemCountOf(null)).isEqualTo(70);
      assertThat(table.index("byTenantAndDay").orElseThrow().projects("id", table.keys()))
          .isTrue();
    }
  }
}
