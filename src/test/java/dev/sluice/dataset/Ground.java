package dev.sluice.dataset;

import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.testing.FaultyS3;
import dev.sluice.testing.S3Fault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where holders meet: folders, and a bucket behind a front that all requests go through, a holder's by a door of its own. */
final class Ground implements AutoCloseable {
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final FaultyS3 front = FaultyS3.start();
  private final String bucket = TestServers.bucket();
  private final Path folder;
  private int roots;

  /**
   * @param folder for roots, and for what DuckDB is to read
   */
  Ground(Path folder) {
    this.folder = folder;
    var hadoop = TestSpark.withS3().sparkContext().hadoopConfiguration();
    hadoop.set("fs.s3a.bucket." + bucket + ".endpoint", front.endpoint().toString());
  }

  /** A root in a folder that nothing has been written to. */
  URI inFolder() {
    roots++;
    return folder.resolve("root-" + roots).toUri();
  }

  /** Likewise in the bucket. */
  URI inBucket() {
    roots++;
    return URI.create("s3a://" + bucket + "/root-" + roots);
  }

  /** How this process reaches a root. */
  StoreAccess access(URI root) {
    return StoreAccess.to(new Root(root), front.settings());
  }

  /** A holder in a process of its own. */
  HeldHolder start(String table) throws IOException {
    HolderDoor door = new HolderDoor();
    return HeldHolder.start(TestServers.settings(), front.door(door), door, table);
  }

  /** A file where DuckDB can read it. */
  Path fetched(URI root, String path) throws IOException {
    if (root.getScheme().equals("file")) {
      return Path.of(root).resolve(path);
    }
    String key = prefix(root) + path;
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    return Files.write(
        file,
        TestServers.s3().getObjectAsBytes(o -> o.bucket(bucket).key(key)).asByteArrayUnsafe());
  }

  /** Paths in the root that somebody asked S3 to delete; nobody watches a folder. */
  Set<String> deleted(URI root) {
    Set<String> keys = new TreeSet<>();
    for (S3Fault.Request request : front.requests()) {
      if (request.method().equals("DELETE")) {
        keys.add(request.key());
      } else if (request.method().equals("POST") && request.query().startsWith("delete")) {
        Matcher named = KEY.matcher(new String(request.content(), StandardCharsets.UTF_8));
        while (named.find()) {
          keys.add(named.group(1));
        }
      }
    }
    Set<String> paths = new TreeSet<>();
    keys.stream()
        .filter(key -> key.startsWith(prefix(root)))
        .forEach(key -> paths.add(key.substring(prefix(root).length())));
    return paths;
  }

  private static String prefix(URI root) {
    return root.getPath().substring(1) + "/";
  }

  @Override
  public void close() {
    front.close();
  }
}
