package dev.sluice.export;

import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsService;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A folder in a bucket. */
record S3Folder(ExportLocation location, S3Client client) implements ExportFolder {
  /** The names of an export's files. */
  private static final Pattern FILE =
      Pattern.compile("(.*/)?(manifest-[a-z]+\\.[a-z0-9]+|[^/]+\\.(json|ion)\\.gz)");

  /** The clients of this virtual machine. They are never closed. */
  private static final ConcurrentMap<AwsSettings, S3Client> SHARED = new ConcurrentHashMap<>();

  static S3Folder open(ExportLocation location, AwsSettings aws) {
    return new S3Folder(location, SHARED.computeIfAbsent(aws, Clients::s3));
  }

  @Override
  public byte @Nullable [] read(String path) {
    return AwsFailures.translated(AwsService.S3, "object " + location.of(path), () -> {
      try {
        return client
            .getObjectAsBytes(r -> r.bucket(location.bucket()).key(location.key(path)))
            .asByteArray();
      } catch (NoSuchKeyException e) {
        return null;
      }
    });
  }

  @Override
  public SortedMap<String, Long> list(String within) {
    String prefix = location.key(within) + "/";
    return AwsFailures.translated(AwsService.S3, "folder " + location.of(within), () -> {
      SortedMap<String, Long> files = new TreeMap<>();
      client
          .listObjectsV2Paginator(r -> r.bucket(location.bucket()).prefix(prefix))
          .contents()
          .stream()
          // some tools create an empty object for a folder
          .filter(object -> !object.key().endsWith("/"))
          .forEach(object -> files.put(object.key().substring(prefix.length()), object.size()));
      return files;
    });
  }

  @Override
  public List<String> folders(String within) {
    String prefix = (within.equals(".") ? location.prefix() : location.key(within)) + "/";
    return AwsFailures.translated(AwsService.S3, "folder " + location.of(within), () -> client
        .listObjectsV2Paginator(r -> r.bucket(location.bucket()).prefix(prefix).delimiter("/"))
        .commonPrefixes()
        .stream()
        .map(found -> found.prefix().substring(prefix.length(), found.prefix().length() - 1))
        .toList());
  }

  @Override
  public boolean isFile() {
    return FILE.matcher(location.prefix()).matches();
  }

  @Override
  public InputStream open(String path) {
    return new S3Stream(client, location.bucket(), location.key(path));
  }
}
