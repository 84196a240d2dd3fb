package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder that contains snapshots.
 *
 * @param uri without a trailing slash
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
   * Returns the path if it is below the root.
   *
   * @throws ResourceUnavailableException if it would leave the root; no name that Sluice creates does
   */
  String checked(String path) {
    if (!isBelow(path)) {
      throw new ResourceUnavailableException(
          "the path '" + path + "' is not one below " + uri,
          "Something else has changed the documents there; export again under another run id.");
    }
    return path;
  }

  /** Returns whether a relative path stays below the folder that it is relative to. */
  public static boolean isBelow(String path) {
    return path.indexOf('\0') < 0
        && Arrays.stream(path.split("/", -1))
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  /**
   * Returns the location of a path below the root, in the form that other programs accept: in a folder of this machine
   * an encoded URI; in a bucket the unencoded key, as AWS's command line, SageMaker and Spark expect.
   */
  public String location(String path) {
    if (!isLocal()) {
      return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath() + "/" + path;
    }
    return uri + "/" + encoded(path);
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, "/" + path, null).getRawPath().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /**
   * Returns the path for Hadoop. {@code s3:} becomes {@code s3a:} unless the platform has its own {@code s3:}.
   *
   * @throws ResourceUnavailableException if it would leave the root
   */
  public Path hadoopPath(String path, Configuration conf) {
    checked(path);
    boolean unknown = "s3".equals(uri.getScheme()) && conf.get("fs.s3.impl") == null;
    String scheme = unknown ? "s3a" : uri.getScheme();
    return new Path(scheme, uri.getAuthority(), uri.getPath() + "/" + path);
  }

  public boolean isLocal() {
    return "file".equals(uri.getScheme());
  }
}
