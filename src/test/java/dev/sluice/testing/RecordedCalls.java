package dev.sluice.testing;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;

/**
 * Notes what the SDK's clients of this virtual machine ask, ours and S3A's alike: the SDK finds this class by its file of
 * global interceptors.
 */
public final class RecordedCalls implements ExecutionInterceptor {
  private static final Queue<RecordedCall> CALLS = new ConcurrentLinkedQueue<>();
  private static volatile boolean recording;

  /** Every different call that is made while this is done. */
  public static Set<RecordedCall> during(Callable<?> action) throws Exception {
    CALLS.clear();
    recording = true;
    try {
      action.call();
    } finally {
      recording = false;
    }
    return new TreeSet<>(CALLS);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (!recording) {
      return;
    }
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    switch (attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME)) {
      case "DynamoDb" -> CALLS.addAll(dynamoDb(operation, context.request()));
      case "S3" -> CALLS.addAll(S3Actions.of(operation, context.request()));
      default -> throw new IllegalStateException(operation + " of a service that nobody expects");
    }
  }

  private static List<RecordedCall> dynamoDb(String operation, SdkRequest request) {
    if (request instanceof BatchWriteItemRequest batch) {
      return batch.requestItems().keySet().stream()
          .map(table -> call(operation, table))
          .toList();
    }
    String table = request.getValueForField("TableName", String.class).orElseThrow();
    Optional<String> index = request.getValueForField("IndexName", String.class);
    return List.of(call(operation, table + index.map(name -> "/index/" + name).orElse("")));
  }

  private static RecordedCall call(String operation, String path) {
    return new RecordedCall(
        "dynamodb:" + operation, "arn:aws:dynamodb:us-east-1:123456789012:table/" + path, "");
  }
}
