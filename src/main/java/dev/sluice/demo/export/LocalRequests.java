package dev.sluice.demo.export;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * DynamoDB Local, in memory, one database for all access keys and regions, with clients that reach it past whatever a
 * subclass does to requests.
 */
abstract class LocalRequests extends LocalDynamoDBRequestHandler {
  private static final String ACCESS_KEY = "sluice";
  private static final String REGION = "us-east-1";

  LocalRequests() {
    super(0, true, null, true, false);
  }

  /** The operations on tables that recording needs. */
  final class TableClient implements DynamoDbClient {
    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
      return LocalRequests.super.describeTable(ACCESS_KEY, REGION, request);
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
      return LocalRequests.super.updateTable(ACCESS_KEY, REGION, request);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      return LocalRequests.super.getItem(ACCESS_KEY, REGION, request);
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
      return LocalRequests.super.scan(ACCESS_KEY, REGION, request);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    /** Leaves the database as it is. */
    @Override
    public void close() {}
  }

  /** The operations on streams that recording needs. */
  final class StreamClient implements DynamoDbStreamsClient {
    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
      return LocalRequests.super.describeStream(ACCESS_KEY, REGION, request);
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      return LocalRequests.super.getShardIterator(ACCESS_KEY, REGION, request);
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      return LocalRequests.super.getRecords(ACCESS_KEY, REGION, request);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    /** Leaves the database as it is. */
    @Override
    public void close() {}
  }
}
