package dev.sluice.bench.server;

import java.util.List;
import java.util.stream.Collectors;

/** Answers what clients ask of a table before they read it: an on-demand one without TTL. */
final class TableReply {
  private final ServedTable table;

  TableReply(ServedTable table) {
    this.table = table;
  }

  Reply describeTable() {
    String name = table.pool().table().tableName();
    return Reply.text(200, """
        {"Table":{"TableName":"%s","TableStatus":"ACTIVE","TableId":"bench-%s",
        "TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/%s","CreationDateTime":1.7E9,
        "ItemCount":%d,"TableSizeBytes":%d,"KeySchema":[%s],"AttributeDefinitions":[%s],
        "BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},
        "ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,"WriteCapacityUnits":0}}}\
        """.formatted(
            name, name, name, table.items(), table.itemBytes(), keySchema(), attributes()));
  }

  Reply describeTimeToLive() {
    return Reply.text(200, "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}");
  }

  Reply listTables() {
    return Reply.text(
        200, "{\"TableNames\":[\"%s\"]}".formatted(table.pool().table().tableName()));
  }

  private String keySchema() {
    List<String> keys = keys();
    return keys.stream()
        .map(key -> "{\"AttributeName\":\"%s\",\"KeyType\":\"%s\"}"
            .formatted(key, keys.indexOf(key) == 0 ? "HASH" : "RANGE"))
        .collect(Collectors.joining(","));
  }

  private String attributes() {
    return keys().stream()
        .map("{\"AttributeName\":\"%s\",\"AttributeType\":\"S\"}"::formatted)
        .collect(Collectors.joining(","));
  }

  private List<String> keys() {
    return table.pool().table().keys();
  }
}
