package dev.sluice.dataset;

import dev.sluice.FaultyS3;
import dev.sluice.S3Request;
import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bucket behind a front that all requests go through, a holder's by a door of its own. */
final class BucketGround implements Ground {
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final FaultyS3 front = FaultyS3.start();
  private final String bucket = TestServers.bucket();
  private final Path folder;
  private int roots;

  /**
   * @param folder for what DuckDB is to read
   */
  BucketGround(Path folder) {
    this.folder = folder;
    var hadoop = TestSpark.withS3().sparkContext().hadoopConfiguration();
    hadoop.set("fs.s3a.bucket." + bucket + ".endpoint", front.endpoint().toString());
  }

  @Override
  public URI root() {
    roots++;
    return URI.create("s3a://" + bucket + "/root-" + roots);
  }

  @Override
  public StoreAccess access(URI root) {
    return StoreAccess.to(new Root(root), front.settings());
  }

  @Override
  public Held start(String table) throws IOException {
    HolderDoor door = new HolderDoor();
    URI endpoint = front.door(door);
    return new AtDoor(Holder.start(Ground.through(TestServers.settings(), endpoint), table), door);
  }

  @Override
  public Path fetched(URI root, String path) throws IOException {
    String key = root.getPath().substring(1) + "/" + RunPaths.snapshot(Holder.RUN) + "/" + path;
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        TestServers.s3().getObjectAsBytes(o -> o.bucket(bucket).key(key)).asByteArrayUnsafe());
    return file;
  }

  @Override
  public Set<String> deleted(URI root) {
    String prefix = root.getPath().substring(1) + "/";
    Set<String> deleted = new TreeSet<>();
    for (S3Request request : front.requests()) {
      if (request.method().equals("DELETE") && request.key().startsWith(prefix)) {
        deleted.add(request.key().substring(prefix.length()));
      } else if (request.method().equals("POST") && request.query().startsWith("delete")) {
        Matcher keys = KEY.matcher(new String(request.content(), StandardCharsets.UTF_8));
        while (keys.find()) {
          if (keys.group(1).startsWith(prefix)) {
            deleted.add(keys.group(1).substring(prefix.length()));
          }
        }
      }
    }
    return deleted;
  }

  @Override
  public void close() {
    front.close();
  }

  private record AtDoor(Holder process, HolderDoor door) implements Held {
    @Override
    public void begin(Holder.Task task) {
      door.stopAt(task.moment());
      process.begin(task);
    }

    @Override
    public boolean isHeld() {
      Ground.first(door.held(), process.line());
      return door.held().isDone();
    }

    @Override
    public int seen() {
      return door.seen();
    }

    @Override
    public String end() {
      process.wake();
      door.release();
      return process.end();
    }

    @Override
    public void deliver() {
      door.deliver();
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
