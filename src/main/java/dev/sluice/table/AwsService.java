package dev.sluice.table;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS services in use, by the names that users know. */
public enum AwsService {
  DYNAMO_DB("DynamoDB", "Lower sluice.source.capacity, or raise the table's own."),
  S3("S3", "Let fewer jobs use the bucket at a time, then start again with the same --run-id."),
  OTHER("AWS", "Wait, then start again with the same --run-id.");

  private final String name;
  private final String slowingDown;

  AwsService(String name, String slowingDown) {
    this.name = name;
    this.slowingDown = slowingDown;
  }

  /** Returns the service that failed. */
  public static AwsService of(SdkException failure) {
    return failure instanceof DynamoDbException
        ? DYNAMO_DB
        : failure instanceof S3Exception ? S3 : OTHER;
  }

  /** Returns the remedy if the service throttles for long. */
  String slowingDown() {
    return slowingDown;
  }

  @Override
  public String toString() {
    return name;
  }
}
