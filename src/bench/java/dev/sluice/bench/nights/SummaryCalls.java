package dev.sluice.bench.nights;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
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
  private static final DoubleAdder UNITS = new DoubleAdder();

  /**
   * What was written since the process began.
   *
   * @param requests those included that DynamoDB refused, because a row was there already
   * @param writes those that it made
   * @param units of the writes that it made, the index included
   */
  record Counts(long requests, long writes, double units) {
    Counts since(Counts before) {
      return new Counts(requests - before.requests, writes - before.writes, units - before.units);
    }
  }

  static Counts counts() {
    return new Counts(REQUESTS.get(), WRITES.get(), UNITS.sum());
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
      count(put.consumedCapacity());
    } else if (response instanceof UpdateItemResponse update) {
      count(update.consumedCapacity());
    }
  }

  private static void count(ConsumedCapacity consumed) {
    WRITES.incrementAndGet();
    UNITS.add(consumed.capacityUnits());
  }
}
