package dev.sluice.demo.export;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;

/**
 * DynamoDB Local, with each write recorded whose table is recoverable, from whichever client it comes. The streams by
 * which that is done are left out of all answers.
 */
public final class RecordedRequests extends LocalRequests {
  private final MovableClock clock = new MovableClock(InstantSource.system());
  private final HiddenStreams hidden;
  private final RecoverableTables tables;

  /** Begins without tables. */
  public RecordedRequests() {
    DynamoDbClient local = new TableClient();
    this.hidden = new HiddenStreams(local);
    this.tables = new RecoverableTables(local, new StreamClient(), hidden, clock);
  }

  /** Returns the clock by which writes are recorded. */
  MovableClock clock() {
    return clock;
  }

  /** Returns the tables that are recorded. */
  RecoverableTables tables() {
    return tables;
  }

  @Override
  public PutItemResponse putItem(String key, String region, PutItemRequest request) {
    return tables.write(
        names(Stream.ofNullable(request.tableName())), () -> super.putItem(key, region, request));
  }

  @Override
  public UpdateItemResponse updateItem(String key, String region, UpdateItemRequest request) {
    return tables.write(
        names(Stream.ofNullable(request.tableName())),
        () -> super.updateItem(key, region, request));
  }

  @Override
  public DeleteItemResponse deleteItem(String key, String region, DeleteItemRequest request) {
    return tables.write(
        names(Stream.ofNullable(request.tableName())),
        () -> super.deleteItem(key, region, request));
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(
      String key, String region, BatchWriteItemRequest request) {
    return tables.write(
        names(request.requestItems().keySet().stream()),
        () -> super.batchWriteItem(key, region, request));
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(
      String key, String region, TransactWriteItemsRequest request) {
    return tables.write(
        names(request.transactItems().stream().flatMap(RecordedRequests::written)),
        () -> super.transactWriteItems(key, region, request));
  }

  private static Stream<String> written(TransactWriteItem item) {
    return Stream.of(
            Optional.ofNullable(item.put()).map(Put::tableName),
            Optional.ofNullable(item.update()).map(Update::tableName),
            Optional.ofNullable(item.delete()).map(Delete::tableName))
        .flatMap(Optional::stream);
  }

  // which tables a statement writes to is known to DynamoDB Local only

  @Override
  public ExecuteStatementResponse executeStatement(
      String key, String region, ExecuteStatementRequest request) {
    return tables.write(tables.names(), () -> super.executeStatement(key, region, request));
  }

  @Override
  public BatchExecuteStatementResponse batchExecuteStatement(
      String key, String region, BatchExecuteStatementRequest request) {
    return tables.write(tables.names(), () -> super.batchExecuteStatement(key, region, request));
  }

  @Override
  public ExecuteTransactionResponse executeTransaction(
      String key, String region, ExecuteTransactionRequest request) {
    return tables.write(tables.names(), () -> super.executeTransaction(key, region, request));
  }

  @Override
  public DescribeTableResponse describeTable(
      String key, String region, DescribeTableRequest request) {
    // not while a hidden stream is switched on
    DescribeTableResponse found =
        tables.write(Set.of(), () -> super.describeTable(key, region, request));
    return found.toBuilder().table(hidden.shown(found.table())).build();
  }

  @Override
  public UpdateTableResponse updateTable(String key, String region, UpdateTableRequest request) {
    UpdateTableResponse done = request.streamSpecification() == null
        ? super.updateTable(key, region, request)
        : tables.changeStream(
            simple(request.tableName()), () -> super.updateTable(key, region, request));
    return done.toBuilder()
        .tableDescription(hidden.shown(done.tableDescription()))
        .build();
  }

  @Override
  public DeleteTableResponse deleteTable(String key, String region, DeleteTableRequest request) {
    DeleteTableResponse done =
        tables.delete(simple(request.tableName()), () -> super.deleteTable(key, region, request));
    return done.toBuilder()
        .tableDescription(hidden.shown(done.tableDescription()))
        .build();
  }

  @Override
  public ListStreamsResponse listStreams(String key, String region, ListStreamsRequest request) {
    return hidden.shown(super.listStreams(key, region, request));
  }

  private static Set<String> names(Stream<String> namesOrArns) {
    return namesOrArns.map(RecordedRequests::simple).collect(Collectors.toSet());
  }

  private static String simple(@Nullable String nameOrArn) {
    return nameOrArn == null ? "" : nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
