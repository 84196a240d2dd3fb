package dev.sluice.demo;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * A client within the server's own process, with the operations that make sample tables: no HTTP, no
 * JSON, no signatures, which take more time than the database does.
 */
record DirectClient(LocalDynamoDBRequestHandler requests, String accessKey)
    implements DynamoDbClient {
  /** Of all regions the same, as there is one database. */
  private static final String REGION = "us-east-1";

  @Override
  public CreateTableResponse createTable(CreateTableRequest request) {
    return requests.createTable(accessKey, REGION, request);
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    try {
      return requests.describeTable(accessKey, REGION, request);
    } catch (DynamoDBLocalServiceException e) {
      if (e.getErrorCode().endsWith("ResourceNotFoundException")) {
        throw ResourceNotFoundException.builder()
            .message(e.getMessage())
            .cause(e)
            .build();
      }
      throw e;
    }
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    return requests.batchWriteItem(accessKey, REGION, request);
  }

  @Override
  public DynamoDbWaiter waiter() {
    return DynamoDbWaiter.builder().client(this).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  /** Leaves the server as it is. */
  @Override
  public void close() {}
}
