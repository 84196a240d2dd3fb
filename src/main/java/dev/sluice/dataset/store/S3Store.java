package dev.sluice.dataset.store;

import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsService;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.RetryPolicy;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/**
 * Documents in a bucket, by conditional writes. The client retries transient failures: an overloaded or unreachable S3,
 * or two concurrent writers.
 */
final class S3Store implements Store {
  private static final int PRECONDITION_FAILED = 412;
  private static final ConcurrentMap<Reached, S3Client> CLIENTS = new ConcurrentHashMap<>();

  private final Root root;
  private final S3Client client;
  private final RetryPolicy policy;
  private final String bucket;
  private final String prefix;

  private record Reached(AwsSettings aws, RetryPolicy policy) {}

  /** Creates a store with a client that the caller closes. */
  S3Store(Root root, S3Client client, RetryPolicy policy) {
    this.root = root;
    this.client = client;
    this.policy = policy;
    this.bucket = root.uri().getAuthority();
    String path = root.uri().getPath();
    this.prefix = path.isEmpty() ? "" : path.substring(1) + "/";
  }

  /** Opens a store. Its client is shared and stays open until the virtual machine ends. */
  static S3Store open(Root root, AwsSettings aws, RetryPolicy policy) {
    S3Client client =
        CLIENTS.computeIfAbsent(new Reached(aws, policy), r -> Clients.s3(r.aws, r.policy));
    return new S3Store(root, client, policy);
  }

  @Override
  public String location(String path) {
    return root.location(path);
  }

  @Override
  public Optional<Versioned> fetch(String path) {
    String key = key(path);
    return translated(() -> {
      try {
        Fetched object = client.getObject(r -> r.bucket(bucket).key(key), S3Store::fetched);
        byte[] content = object.content();
        if (content == null) {
          throw Store.tooLarge(location(path), object.answer().contentLength());
        }
        return Optional.of(new Versioned(content, object.answer().eTag()));
      } catch (NoSuchKeyException e) {
        return Optional.empty();
      }
    });
  }

  /** A response and, unless it is too large, its content. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Fetched(GetObjectResponse answer, byte @Nullable [] content) {}

  private static Fetched fetched(GetObjectResponse answer, AbortableInputStream in)
      throws Exception {
    if (answer.contentLength() > MAX_BYTES) {
      in.abort();
      return new Fetched(answer, null);
    }
    ResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> whole =
        ResponseTransformer.toBytes();
    return new Fetched(answer, whole.transform(answer, in).asByteArrayUnsafe());
  }

  @Override
  public void write(String path, byte[] content, String contentType) {
    PutObjectRequest request = request(path, contentType, r -> r);
    translated(() -> client.putObject(request, RequestBody.fromBytes(content)));
  }

  @Override
  public boolean create(String path, byte[] content, String contentType) {
    PutObjectRequest request = request(path, contentType, r -> r.ifNoneMatch("*"));
    return isPut(request, content) || hasArrived(path, content);
  }

  @Override
  public boolean replace(String path, byte[] content, String contentType, String version) {
    PutObjectRequest request = request(path, contentType, r -> r.ifMatch(version));
    return isPut(request, content) || hasArrived(path, content);
  }

  /**
   * Returns whether the stored content is this one. It is if the first response to a retried request was lost, so that
   * the retry meets its own write.
   */
  private boolean hasArrived(String path, byte[] content) {
    return read(path).filter(there -> Arrays.equals(there, content)).isPresent();
  }

  /** Writes conditionally. Returns false if the condition does not hold, or the object to replace is gone. */
  private boolean isPut(PutObjectRequest request, byte[] content) {
    return translated(() -> {
      try {
        client.putObject(request, RequestBody.fromBytes(content));
        return true;
      } catch (NoSuchKeyException e) {
        return false;
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED || isMissingKey(e)) {
          return false;
        }
        throw e;
      }
    });
  }

  private static boolean isMissingKey(S3Exception failure) {
    return failure.awsErrorDetails() != null
        && "NoSuchKey".equals(failure.awsErrorDetails().errorCode());
  }

  private PutObjectRequest request(
      String path, String contentType, UnaryOperator<PutObjectRequest.Builder> condition) {
    return condition
        .apply(PutObjectRequest.builder().bucket(bucket).key(key(path)).contentType(contentType))
        .build();
  }

  @Override
  public void list(String folder, ObjLongConsumer<String> file) {
    translated(() -> {
      listing(folder).contents().stream()
          // some tools create an empty object for a folder
          .filter(object -> !object.key().endsWith("/"))
          .forEach(object -> file.accept(object.key().substring(prefix.length()), object.size()));
      return folder;
    });
  }

  @Override
  public Optional<Instant> lastChanged(String folder) {
    return translated(() -> listing(folder).contents().stream()
        .map(S3Object::lastModified)
        .max(Comparator.naturalOrder()));
  }

  /** Returns the date of a response, or the date of a new object if the response has none. */
  @Override
  public Instant now() {
    ListObjectsV2Response answer = translated(() -> client.listObjectsV2(
        r -> r.bucket(bucket).prefix(prefix + RootProbe.FOLDER).maxKeys(1)));
    return answer
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
        .orElseGet(() -> RootProbe.timeOfFreshFile(this));
  }

  @Override
  public List<String> folders(String folder) {
    String within = key(folder) + "/";
    return translated(() -> client
        .listObjectsV2Paginator(r -> r.bucket(bucket).prefix(within).delimiter("/"))
        .commonPrefixes()
        .stream()
        .map(found -> found.prefix().substring(within.length(), found.prefix().length() - 1))
        .toList());
  }

  @Override
  public void delete(String path) {
    String key = key(path);
    translated(() -> client.deleteObject(r -> r.bucket(bucket).key(key)));
  }

  @Override
  public void deleteAll(String folder) {
    BulkDelete deletion = new BulkDelete(client, bucket, policy);
    translated(() -> {
      listing(folder).stream()
          .filter(ListObjectsV2Response::hasContents)
          .forEach(page ->
              deletion.delete(page.contents().stream().map(S3Object::key).toList()));
      return folder;
    });
  }

  private ListObjectsV2Iterable listing(String folder) {
    String within = key(folder) + "/";
    return client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(within));
  }

  private String key(String path) {
    return prefix + root.checked(path);
  }

  private <T> T translated(Supplier<T> call) {
    return AwsFailures.translated(AwsService.S3, "bucket " + bucket, call);
  }
}
