package dev.sluice.write;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.RetryPolicy;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The failures of writes to a table, for users. */
record WriteFailures(String table, ItemKeys keys) {
  private static final String INVALID = "ValidationException";

  /** Returns the table's name for messages. */
  String subject() {
    return "table " + table;
  }

  /** Returns whether DynamoDB refuses the request as invalid. */
  static boolean isInvalid(DynamoDbException failure) {
    return failure.awsErrorDetails() != null
        && INVALID.equals(failure.awsErrorDetails().errorCode());
  }

  /** Returns whether the same request may succeed later: it was throttled, or met a transaction. */
  static boolean isPassing(DynamoDbException failure) {
    return failure.isThrottlingException() || failure instanceof TransactionConflictException;
  }

  /** Returns DynamoDB's own words. */
  static String said(DynamoDbException failure) {
    return String.valueOf(failure.awsErrorDetails().errorMessage());
  }

  /** Returns the exception for an item that DynamoDB refuses as invalid. */
  UnwritableItemException refused(Map<String, AttributeValue> item, DynamoDbException refusal) {
    return new UnwritableItemException(
        keys.describe(item) + " is refused by " + subject() + ": " + said(refusal),
        "Correct or leave out this item; those before it are written.",
        refusal);
  }

  /** Returns the exception for items that the table has not accepted for as long as the policy allows. */
  ResourceUnavailableException exhausted(int items, RetryPolicy policy) {
    return new ResourceUnavailableException(
        subject() + " in DynamoDB has taken none of " + items + " items for "
            + policy.limit().toSeconds() + " s",
        "Give the table more write capacity, or lower max-write-units, and write again.");
  }
}
