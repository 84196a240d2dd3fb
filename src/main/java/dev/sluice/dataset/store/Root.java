package dev.sluice.dataset.store;

import dev.sluice.failure.Unusable;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder that holds snapshots, and where everything lies below it.
 *
 * @param uri without a slash at its end
 */
public record Root(URI uri) implements Serializable {
  public Root {
    String text = uri.toString();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    uri = URI.create(text);
  }

  /**
   * The same path, unless it is none below the root.
   *
   * @throws Unusable where it would leave the root, as no name that Sluice gives does
   */
  String checked(String path) {
    if (!isBelow(path)) {
      throw new Unusable(
          "the path '" + path + "' is not one below " + uri,
          "Something else has changed the documents there; export again under another run id.");
    }
    return path;
  }

  /** Whether a relative path, whoever gives it, stays below the folder that it is relative to. */
  public static boolean isBelow(String path) {
    return path.indexOf('\0') < 0
        && Arrays.stream(path.split("/", -1))
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  public String location(String path) {
    return uri + "/" + path;
  }

  /**
   * The path as Hadoop opens it: {@code s3:} is S3A's where the platform has nothing else for it.
   *
   * @throws Unusable where it would leave the root
   */
  public Path hadoopPath(String path, Configuration conf) {
    String location = location(checked(path));
    boolean unknown = location.startsWith("s3:") && conf.get("fs.s3.impl") == null;
    return new Path(unknown ? "s3a" + location.substring(2) : location);
  }

  public boolean isLocal() {
    return "file".equals(uri.getScheme());
  }
}
