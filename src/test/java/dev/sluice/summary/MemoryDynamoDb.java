package dev.sluice.summary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A table in memory with the requests of a {@link Publisher} and the conditions that it states: quick enough for
 * thousands of histories, each request of which is held until its turn.
 */
final class MemoryDynamoDb {
  private final Map<String, Map<String, AttributeValue>> rows = new TreeMap<>();

  /** Returns a client each of whose requests waits at a gate before it is made. */
  DynamoDbClient client(Runnable gate) {
    return new Client(gate);
  }

  /** Returns the row; empty if there is none. */
  synchronized Map<String, AttributeValue> row(RowKey key) {
    return rows.getOrDefault(name(key.pk(), key.sk()), Map.of());
  }

  private static String name(String pk, String sk) {
    return pk + "\0" + sk;
  }

  private static String name(Map<String, AttributeValue> item) {
    return name(item.get("pk").s(), item.get("sk").s());
  }

  private synchronized void put(PutItemRequest request) {
    check(
        name(request.item()),
        request.conditionExpression(),
        request.expressionAttributeNames(),
        request.expressionAttributeValues());
    rows.put(name(request.item()), Map.copyOf(request.item()));
  }

  private synchronized void update(UpdateItemRequest request) {
    String name = name(request.key());
    check(
        name,
        request.conditionExpression(),
        request.expressionAttributeNames(),
        request.expressionAttributeValues());
    Map<String, AttributeValue> row = new TreeMap<>(rows.getOrDefault(name, request.key()));
    String[] clauses = request.updateExpression().replaceFirst("^SET ", "").split(" ?REMOVE ", -1);
    for (String set : parts(clauses[0])) {
      String[] sides = set.split(" = ", -1);
      row.put(
          request.expressionAttributeNames().get(sides[0]),
          request.expressionAttributeValues().get(sides[1]));
    }
    for (String removal : clauses.length > 1 ? parts(clauses[1]) : List.<String>of()) {
      row.remove(request.expressionAttributeNames().get(removal));
    }
    rows.put(name, Map.copyOf(row));
  }

  private static List<String> parts(String clause) {
    return clause.isBlank() ? List.of() : List.of(clause.strip().split(", ", -1));
  }

  private void check(
      String name,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    Map<String, AttributeValue> there = rows.getOrDefault(name, Map.of());
    for (String term : condition.split(" AND ", -1)) {
      if (!holds(term, there, names, values)) {
        throw ConditionalCheckFailedException.builder().item(there).build();
      }
    }
  }

  private static boolean holds(
      String term,
      Map<String, AttributeValue> there,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    if (term.startsWith("attribute_")) {
      String name = names.get(term.replaceAll(".*\\((.*)\\)", "$1"));
      return term.startsWith("attribute_exists") == there.containsKey(name);
    }
    String[] sides = term.split(" = ", -1);
    @Nullable AttributeValue now = there.get(names.get(sides[0]));
    return Optional.ofNullable(now).filter(values.get(sides[1])::equals).isPresent();
  }

  private synchronized List<Map<String, AttributeValue>> partition(String pk) {
    return rows.values().stream().filter(row -> row.get("pk").s().equals(pk)).toList();
  }

  private final class Client implements DynamoDbClient {
    private final Runnable gate;

    Client(Runnable gate) {
      this.gate = gate;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      gate.run();
      put(request);
      return PutItemResponse.builder().build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
      gate.run();
      update(request);
      return UpdateItemResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      gate.run();
      return QueryResponse.builder()
          .items(partition(request.expressionAttributeValues().get(":pk").s()))
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
