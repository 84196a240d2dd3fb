package dev.sluice.summary;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.summary.Decision.Verdict;
import dev.sluice.summary.PublishResult.Eroded;
import dev.sluice.summary.PublishResult.ForeignRow;
import dev.sluice.summary.PublishResult.OthersRows;
import dev.sluice.summary.PublishResult.Outcome;
import dev.sluice.summary.PublishResult.RefusedRow;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Writes one row so that the row that {@link Precedence} prefers stays, even with concurrent writers.
 *
 * <p>Each write is conditional on the stored row that the decision was based on (at first: none). If the condition
 * fails, DynamoDB returns the stored row and the decision is repeated. Every repetition means that another writer made
 * progress, and this ends because rows only become greater.
 *
 * <p>Conditional writes cannot be batched. A row costs a write unit for each started KB; if a row is stored already,
 * the refused first write is charged as well.
 */
final class RowWriter {
  private static final int MAX_ATTEMPTS = 1000;
  /** DynamoDB's error for an item that is too large, is nested too deeply, or has a key attribute of another type. */
  private static final String INVALID = "ValidationException";

  private final DynamoDbClient client;
  private final String table;
  private final boolean restate;
  private final ClaimedRows claims;
  private final Clock clock;

  /**
   * Prepares a writer.
   *
   * @param claims statements of other publications about rows that they skipped
   */
  RowWriter(DynamoDbClient client, String table, boolean restate, ClaimedRows claims, Clock clock) {
    this.claims = claims;
    this.clock = clock;
    this.client = client;
    this.table = table;
    this.restate = restate;
  }

  /** Writes the row; a row whose content DynamoDB refuses does not stop the publication. */
  Outcome tried(Row row) {
    try {
      return write(row);
    } catch (DynamoDbException e) {
      if (!INVALID.equals(e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode())) {
        throw e;
      }
      return new Outcome(
          row.key(),
          Decision.stays(Verdict.REFUSED, Map.of()),
          null,
          new RefusedRow(row.key(), e.awsErrorDetails().errorMessage()),
          null,
          null);
    }
  }

  Outcome write(Row row) {
    Map<String, AttributeValue> there = Map.of();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try {
        return settle(row, there);
      } catch (ConditionalCheckFailedException changed) {
        // no item: the row existed a moment ago and has been deleted
        there = changed.item();
      }
    }
    throw new ResourceUnavailableException(
        row.key() + " in table " + table + " has changed under each of " + MAX_ATTEMPTS + " writes",
        "See what else writes this row.");
  }

  private Outcome settle(Row row, Map<String, AttributeValue> there) {
    // read the clock each time: this process may have been suspended for days
    OwnRows own = new OwnRows(clock.instant());
    Map<String, AttributeValue> comparable = claims.applied(row.key(), own.comparable(row, there));
    Decision decision = decided(row, comparable);
    RowCondition condition = RowCondition.since(there, row.order());
    switch (decision.verdict()) {
      case WRITE, RECOVER -> put(decision.after(), condition);
      default -> set(row.key(), RowChange.between(there, decision.after()), condition);
    }
    boolean erodes = decision.verdict() == Verdict.RECOVER || decision.verdict() == Verdict.ERODED;
    return new Outcome(
        row.key(),
        decision,
        erodes ? eroded(row, comparable) : null,
        null,
        others(row, comparable),
        foreign(row, own.flaw(row, there), there, decision));
  }

  private Decision decided(Row row, Map<String, AttributeValue> there) {
    Decision decision = Precedence.of(row, there, restate);
    return decision.verdict() == Verdict.ADVANCE && isChanged(there)
        ? decision.rewriting()
        : decision;
  }

  /** Returns nothing for a row with changed content that is replaced anyway. */
  private @Nullable ForeignRow foreign(
      Row row, Optional<String> flaw, Map<String, AttributeValue> there, Decision decision) {
    if (flaw.isPresent()) {
      return new ForeignRow(row.key(), flaw.get(), true);
    }
    return decision.by() != null && isChanged(there)
        ? new ForeignRow(row.key(), "its contentHash is not that of what it holds", false)
        : null;
  }

  /** Returns whether the content differs from the content hash stored with it. */
  private static boolean isChanged(Map<String, AttributeValue> there) {
    return !ContentHash.of(there).equals(Position.text(there, RowNames.CONTENT_HASH));
  }

  private static @Nullable OthersRows others(Row row, Map<String, AttributeValue> there) {
    Origin origin = Origin.of(there);
    return origin.differs(Origin.of(row.item()))
        ? new OthersRows(origin, 1, Position.of(there).runId())
        : null;
  }

  private static Eroded eroded(Row row, Map<String, AttributeValue> there) {
    long mine = row.items();
    long theirs = row.order().items(there);
    return new Eroded(row.key(), Math.max(mine, theirs), Math.min(mine, theirs));
  }

  private void put(Map<String, AttributeValue> item, RowCondition condition) {
    PutItemRequest.Builder request = PutItemRequest.builder()
        .tableName(table)
        .item(item)
        .conditionExpression(condition.expression())
        .expressionAttributeNames(condition.names())
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!condition.values().isEmpty()) {
      request.expressionAttributeValues(condition.values());
    }
    client.putItem(request.build());
  }

  /** Skips the request if nothing changes: the stored row is as DynamoDB has just returned it. */
  private void set(RowKey key, RowChange change, RowCondition condition) {
    if (!change.isNone()) {
      update(key, change, condition);
    }
  }

  private void update(RowKey key, RowChange change, RowCondition condition) {
    Map<String, String> names = new HashMap<>(condition.names());
    names.putAll(change.names());
    Map<String, AttributeValue> values = new HashMap<>(condition.values());
    values.putAll(change.values());
    client.updateItem(r -> r.tableName(table)
        .key(Map.of(
            RowNames.PK,
            AttributeValue.fromS(key.pk()),
            RowNames.SK,
            AttributeValue.fromS(key.sk())))
        .updateExpression(change.expression())
        .conditionExpression(condition.expression())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }
}
