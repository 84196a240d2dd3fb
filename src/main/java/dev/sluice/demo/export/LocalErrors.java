package dev.sluice.demo.export;

import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;

/** Tells the errors of DynamoDB Local apart: within its process they all have one class, outside they are the SDK's. */
final class LocalErrors {
  private LocalErrors() {}

  /**
   * Returns whether an error is of a kind.
   *
   * @param code such as {@code ResourceNotFoundException}
   */
  static boolean isOf(DynamoDbException thrown, String code) {
    String found = thrown instanceof DynamoDBLocalServiceException local
        ? local.getErrorCode()
        : thrown.awsErrorDetails().errorCode();
    return found.endsWith(code);
  }
}
