package dev.sluice.testing;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/**
 * Records the calls of all SDK clients in this JVM, S3A's included. The SDK finds this class through its file of global
 * interceptors.
 */
public final class RecordedCalls implements ExecutionInterceptor {
  private static final Queue<Call> CALLS = new ConcurrentLinkedQueue<>();
  private static volatile boolean recording;

  /**
   * A call as IAM sees it: an action on a resource.
   *
   * @param action for example {@code dynamodb:Scan}
   * @param resource the resource's ARN
   * @param prefix the {@code s3:prefix} of a listing; empty for other calls
   */
  public record Call(String action, String resource, String prefix) implements Comparable<Call> {
    private static final Comparator<Call> ORDER = Comparator.comparing(Call::action)
        .thenComparing(Call::resource)
        .thenComparing(Call::prefix);

    @Override
    public int compareTo(Call other) {
      return ORDER.compare(this, other);
    }
  }

  /** Returns the distinct calls made while the action runs. */
  public static Set<Call> during(Callable<?> action) throws Exception {
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
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    switch (service.replace(" ", "").toLowerCase(Locale.ROOT)) {
      case "dynamodb" -> CALLS.addAll(dynamoDb(operation, context.request()));
      case "dynamodbstreams" -> CALLS.add(stream(operation, context.request()));
      case "s3" -> CALLS.addAll(S3Actions.of(operation, context.request()));
      default -> throw new IllegalStateException(operation + " of a service that nobody expects");
    }
  }

  private static List<Call> dynamoDb(String operation, SdkRequest request) {
    if (request instanceof BatchWriteItemRequest batch) {
      return batch.requestItems().keySet().stream()
          .map(table -> call(operation, table))
          .toList();
    }
    Optional<String> arn = request
        .getValueForField("TableArn", String.class)
        .or(() -> request.getValueForField("ExportArn", String.class));
    if (arn.isPresent()) {
      return List.of(call(operation, arn.get().replaceFirst(".*:table/", "")));
    }
    String table = request.getValueForField("TableName", String.class).orElseThrow();
    Optional<String> index = request.getValueForField("IndexName", String.class);
    return List.of(call(operation, table + index.map(name -> "/index/" + name).orElse("")));
  }

  private static Call stream(String operation, SdkRequest request) {
    String arn = request
        .getValueForField("StreamArn", String.class)
        .or(() -> request.getValueForField("ShardIterator", String.class))
        .orElseThrow();
    // an iterator has the stream's ARN between two bars
    return call(operation, arn.replaceFirst(".*:table/", "").replaceFirst("\\|.*", ""));
  }

  private static Call call(String operation, String path) {
    return new Call(
        "dynamodb:" + operation, "arn:aws:dynamodb:us-east-1:123456789012:table/" + path, "");
  }

  /** The actions that S3's operations need: "Required permissions for Amazon S3 API operations" in S3's user guide. */
  private static final class S3Actions {
    private S3Actions() {}

    static List<Call> of(String operation, SdkRequest request) {
      String bucket = "arn:aws:s3:::" + field(request, "Bucket");
      String object = bucket + "/" + field(request, "Key");
      return switch (operation) {
        case "GetObject", "HeadObject" -> List.of(call("s3:GetObject", object));
        case "PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
          List.of(call("s3:PutObject", object));
        case "CopyObject" -> copy((CopyObjectRequest) request);
        case "AbortMultipartUpload" -> List.of(call("s3:AbortMultipartUpload", object));
        case "DeleteObject" -> List.of(call("s3:DeleteObject", object));
        case "DeleteObjects" ->
          ((DeleteObjectsRequest) request)
              .delete().objects().stream()
                  .map(deleted -> call("s3:DeleteObject", bucket + "/" + deleted.key()))
                  .toList();
        case "ListObjectsV2", "ListObjects" ->
          List.of(new Call("s3:ListBucket", bucket, field(request, "Prefix")));
        case "HeadBucket" -> List.of(call("s3:ListBucket", bucket));
        default -> List.of(call("s3:" + operation, bucket));
      };
    }

    private static List<Call> copy(CopyObjectRequest request) {
      return Stream.of(
              call(
                  "s3:GetObject",
                  "arn:aws:s3:::" + request.sourceBucket() + "/" + request.sourceKey()),
              call(
                  "s3:PutObject",
                  "arn:aws:s3:::" + request.destinationBucket() + "/" + request.destinationKey()))
          .toList();
    }

    private static Call call(String action, String resource) {
      return new Call(action, resource, "");
    }

    private static String field(SdkRequest request, String name) {
      return request.getValueForField(name, String.class).orElse("");
    }
  }
}
