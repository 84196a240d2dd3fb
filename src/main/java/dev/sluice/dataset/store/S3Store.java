package dev.sluice.dataset.store;

import dev.sluice.failure.Unusable;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** Documents in a bucket, by conditional writes. */
final class S3Store implements Store {
  /** Two writers met; S3 asks to try again, and the second answer is a plain yes or no. */
  private static final int CONFLICT = 409;

  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT_ATTEMPTS = 10;
  private static final ConcurrentMap<AwsSettings, S3Client> CLIENTS = new ConcurrentHashMap<>();

  private final Root root;
  private final S3Client client;
  private final String bucket;
  private final String prefix;

  private S3Store(Root root, S3Client client) {
    this.root = root;
    this.client = client;
    this.bucket = root.uri().getAuthority();
    String path = root.uri().getPath();
    this.prefix = path.isEmpty() ? "" : path.substring(1) + "/";
  }

  /** The client stays open as long as the virtual machine: stores are many, connections few. */
  static S3Store open(Root root, AwsSettings aws) {
    return new S3Store(root, CLIENTS.computeIfAbsent(aws, Clients::s3));
  }

  @Override
  public String location(String path) {
    return root.location(path);
  }

  @Override
  public Optional<Versioned> fetch(String path) {
    return AwsFailures.translated("bucket " + bucket, () -> fetched(path));
  }

  private Optional<Versioned> fetched(String path) {
    try {
      ResponseBytes<GetObjectResponse> object =
          client.getObjectAsBytes(r -> r.bucket(bucket).key(prefix + path));
      return Optional.of(new Versioned(object.asByteArray(), object.response().eTag()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String path, byte[] content, String contentType) {
    put(path, content, contentType, r -> r);
  }

  @Override
  public boolean create(String path, byte[] content, String contentType) {
    return put(path, content, contentType, r -> r.ifNoneMatch("*"));
  }

  @Override
  public boolean replace(String path, byte[] content, String contentType, String version) {
    return put(path, content, contentType, r -> r.ifMatch(version));
  }

  @Override
  public void list(String folder, ObjLongConsumer<String> file) {
    AwsFailures.translated("bucket " + bucket, () -> {
      listing(folder).contents().stream()
          // what some tools leave in a folder's name
          .filter(object -> !object.key().endsWith("/"))
          .forEach(object -> file.accept(object.key().substring(prefix.length()), object.size()));
      return folder;
    });
  }

  @Override
  public Optional<java.time.Instant> lastChanged(String folder) {
    return AwsFailures.translated("bucket " + bucket, () -> listing(folder).contents().stream()
        .map(object -> object.lastModified())
        .max(java.time.Instant::compareTo));
  }

  @Override
  public java.time.Instant now() {
    return java.time.Instant.now();
  }

  @Override
  public List<String> folders(String folder) {
    String within = prefix + folder + "/";
    return AwsFailures.translated("bucket " + bucket, () -> client
        .listObjectsV2Paginator(r -> r.bucket(bucket).prefix(within).delimiter("/"))
        .commonPrefixes()
        .stream()
        .map(found -> found.prefix().substring(within.length(), found.prefix().length() - 1))
        .toList());
  }

  @Override
  public void delete(String path) {
    AwsFailures.translated(
        "bucket " + bucket, () -> client.deleteObject(r -> r.bucket(bucket).key(prefix + path)));
  }

  @Override
  public void deleteAll(String folder) {
    AwsFailures.translated("bucket " + bucket, () -> {
      listing(folder).stream().filter(ListObjectsV2Response::hasContents).forEach(this::delete);
      return folder;
    });
  }

  private ListObjectsV2Iterable listing(String folder) {
    return client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix + folder + "/"));
  }

  private void delete(ListObjectsV2Response page) {
    List<ObjectIdentifier> keys = page.contents().stream()
        .map(object -> ObjectIdentifier.builder().key(object.key()).build())
        .toList();
    DeleteObjectsResponse deleted =
        client.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(keys).quiet(true)));
    if (deleted.hasErrors()) {
      S3Error first = deleted.errors().get(0);
      throw new Unusable(
          "bucket " + bucket + ": " + first.key() + " cannot be removed (" + first.message() + ")",
          "Allow s3:DeleteObject on the bucket, or leave sluice.dataset.keep out.");
    }
  }

  private boolean put(
      String path,
      byte[] content,
      String contentType,
      UnaryOperator<PutObjectRequest.Builder> condition) {
    PutObjectRequest request = condition
        .apply(
            PutObjectRequest.builder().bucket(bucket).key(prefix + path).contentType(contentType))
        .build();
    return AwsFailures.translated("bucket " + bucket, () -> put(request, content))
        || hasArrived(path, content);
  }

  /** A request that was sent again since its answer got lost meets what it wrote itself. */
  private boolean hasArrived(String path, byte[] content) {
    return read(path).filter(there -> Arrays.equals(there, content)).isPresent();
  }

  private boolean put(PutObjectRequest request, byte[] content) {
    for (int attempt = 1; ; attempt++) {
      try {
        client.putObject(request, RequestBody.fromBytes(content));
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED) {
          return false;
        }
        if (e.statusCode() != CONFLICT || attempt == CONFLICT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
