package dev.sluice.summary;

import dev.sluice.failure.Unusable;
import dev.sluice.summary.Precedence.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Writes one row so that the one that stays is the one {@link Precedence} prefers, whoever else writes it meanwhile.
 *
 * <p>Nothing is read and then written blindly: each write has the condition that what lies there is what the decision
 * was made on (at first: nothing). Where it is not, DynamoDB says what does lie there and the decision is made again.
 * Every such turn is another writer's progress, and that has an end, since rows only ever get greater.
 *
 * <p>Conditional writes cannot be batched. A row costs a write unit for each KB begun; where a row lies there already,
 * the refused first write is charged as well.
 */
final class RowWriter {
  private static final int TURNS = 1000;
  private static final List<String> ADVANCING =
      List.of(Row.AS_OF, Row.RUN_ID, Row.EXPIRES_AT, Row.RESTATED_BY);

  private final DynamoDbClient client;
  private final String table;
  private final boolean restate;

  RowWriter(DynamoDbClient client, String table, boolean restate) {
    this.client = client;
    this.table = table;
    this.restate = restate;
  }

  /**
   * What became of a row.
   *
   * @param eroded where the newer of this row and the one there rests on fewer items; null elsewhere
   */
  record Outcome(Verdict verdict, @Nullable Eroded eroded) {}

  Outcome write(Row row) {
    Map<String, AttributeValue> there = Map.of();
    for (int turn = 0; turn < TURNS; turn++) {
      try {
        return settle(row, there);
      } catch (ConditionalCheckFailedException changed) {
        // without an item: it was there a moment ago and has been deleted
        there = changed.item();
      }
    }
    throw new Unusable(
        row.key() + " in table " + table + " has changed under each of " + TURNS + " writes",
        "See what else writes this row.");
  }

  private Outcome settle(Row row, Map<String, AttributeValue> there) {
    Verdict verdict = there.isEmpty() ? Verdict.WRITE : Precedence.of(row, there, restate);
    Row whole = Precedence.remembering(row, there, restate);
    switch (verdict) {
      case WRITE, RECOVER -> put(whole, Unchanged.since(there));
      case ADVANCE -> advance(whole, Unchanged.since(there));
      case FENCED, ERODED -> {}
    }
    return switch (verdict) {
      case RECOVER, ERODED -> new Outcome(verdict, eroded(row, there));
      default -> new Outcome(verdict, null);
    };
  }

  private static Eroded eroded(Row row, Map<String, AttributeValue> there) {
    long mine = row.items(row.item());
    long theirs = row.items(there);
    return new Eroded(row.key(), Math.max(mine, theirs), Math.min(mine, theirs));
  }

  private void put(Row row, Unchanged condition) {
    PutItemRequest.Builder request = PutItemRequest.builder()
        .tableName(table)
        .item(row.item())
        .conditionExpression(condition.expression())
        .expressionAttributeNames(condition.names())
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!condition.values().isEmpty()) {
      request.expressionAttributeValues(condition.values());
    }
    client.putItem(request.build());
  }

  private void advance(Row row, Unchanged condition) {
    Map<String, String> names = new HashMap<>(condition.names());
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    StringJoiner sets = new StringJoiner(", ", "SET ", "");
    for (String name : ADVANCING) {
      if (row.item().containsKey(name)) {
        names.put("#" + name, name);
        values.put(":new_" + name, row.value(name));
        sets.add("#" + name + " = :new_" + name);
      }
    }
    client.updateItem(r -> r.tableName(table)
        .key(Map.of(Row.PK, row.value(Row.PK), Row.SK, row.value(Row.SK)))
        .updateExpression(sets.toString())
        .conditionExpression(condition.expression())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }
}
