package dev.sluice.bench.nights;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Counts what this process writes to DynamoDB, which is rows of the summary table alone. The SDK finds it through its file
 * of global interceptors.
 */
public final class SummaryCalls implements ExecutionInterceptor {
  private static final AtomicLong REQUESTS = new AtomicLong();
  private static final AtomicLong WRITES = new AtomicLong();
  private static final AtomicLong OTHERS = new AtomicLong();
  private static final DoubleAdder UNITS = new DoubleAdder();

  /**
   * What was written since the process began.
   *
   * @param requests those included that DynamoDB refused, because a row was there already
   * @param writes those that it made
   * @param others of them, those of neither the run's own row nor the board nor a final row of accuracy
   * @param units of the writes that it made, the index included
   */
  record Counts(long requests, long writes, long others, double units) {
    Counts since(Counts before) {
      return new Counts(
          requests - before.requests,
          writes - before.writes,
          others - before.others,
          units - before.units);
    }
  }

  static Counts counts() {
    return new Counts(REQUESTS.get(), WRITES.get(), OTHERS.get(), UNITS.sum());
  }

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    SdkRequest request = context.request();
    if (request instanceof PutItemRequest put) {
      return put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
    }
    return request instanceof UpdateItemRequest update
        ? update.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build()
        : request;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
    if (context.request() instanceof PutItemRequest
        || context.request() instanceof UpdateItemRequest) {
      REQUESTS.incrementAndGet();
    }
  }

  @Override
  public void afterExecution(
      Context.AfterExecution context, ExecutionAttributes executionAttributes) {
    SdkResponse response = context.response();
    if (response instanceof PutItemResponse put) {
      count(((PutItemRequest) context.request()).item(), put.consumedCapacity());
    } else if (response instanceof UpdateItemResponse update) {
      count(((UpdateItemRequest) context.request()).key(), update.consumedCapacity());
    }
  }

  /** @param row what was written of it, its key at least */
  private static void count(Map<String, AttributeValue> row, ConsumedCapacity consumed) {
    WRITES.incrementAndGet();
    OTHERS.addAndGet(isOfEachNight(row) ? 0 : 1);
    UNITS.add(consumed.capacityUnits());
  }

  /** Returns whether a night without changes may write a row. */
  private static boolean isOfEachNight(Map<String, AttributeValue> row) {
    String partition = text(row, "pk");
    return partition.equals("RUN")
        || partition.equals("BOARD")
        || (partition.startsWith("ACCURACY#") && text(row, "status").equals("final"));
  }

  private static String text(Map<String, AttributeValue> row, String attribute) {
    AttributeValue value = row.get(attribute);
    return value == null || value.s() == null ? "" : value.s();
  }
}
