package dev.sluice.export;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an export lies.
 *
 * @param text {@code s3://bucket/…/AWSDynamoDB/<id>}, an absolute local path, or the ARN of the export, from which
 *     DynamoDB tells the bucket
 */
public record ExportLocation(String text) implements Serializable {
  /** The allowed forms, for people. */
  public static final String FORMS =
      "an export's folder, such as s3://bucket/prefix/AWSDynamoDB/01700000000000-0a1b2c3d, or its ARN";

  /** The beginning of a path in the folder around an export's own. */
  static final String AROUND = "../";

  private static final Pattern ARN = Pattern.compile(
      "arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\\d{12}:table/[A-Za-z0-9_.-]+/export/[A-Za-z0-9-]+");
  private static final Pattern S3 =
      Pattern.compile("s3a?://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?<prefix>.*[^/])/*");
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  /**
   * Parses a location.
   *
   * @throws IllegalArgumentException if it has none of the {@link #FORMS}
   */
  public static ExportLocation parse(String text) {
    if (ARN.matcher(text).matches()) {
      return new ExportLocation(text);
    }
    Matcher s3 = S3.matcher(text);
    if (s3.matches()) {
      return inBucket(s3.group("bucket"), s3.group("prefix"));
    }
    if (text.startsWith("file:")) {
      return new ExportLocation(local(text).normalize().toString());
    }
    if (text.isBlank() || SCHEME.matcher(text).matches()) {
      throw new IllegalArgumentException("is not " + FORMS);
    }
    return new ExportLocation(Path.of(text).toAbsolutePath().normalize().toString());
  }

  /** Returns the path of a URI, or of a text that would be one if its blanks and other characters were escaped. */
  private static Path local(String uri) {
    try {
      return Path.of(new URI(uri));
    } catch (URISyntaxException | IllegalArgumentException e) {
      String path = uri.replaceFirst("^file:(//)?", "");
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("is not " + FORMS, e);
      }
      return Path.of(path);
    }
  }

  static ExportLocation inBucket(String bucket, String prefix) {
    return new ExportLocation("s3://" + bucket + "/" + prefix);
  }

  /** Returns whether this is the ARN of an export. */
  public boolean isArn() {
    return text.startsWith("arn:");
  }

  /** Returns whether this is a folder in a bucket. */
  public boolean isS3() {
    return text.startsWith("s3:");
  }

  /** Returns the bucket of a folder in one. */
  public String bucket() {
    return part("bucket");
  }

  /** Returns the key prefix, without a slash at its end, of a folder in a bucket. */
  public String prefix() {
    return part("prefix");
  }

  private String part(String name) {
    Matcher s3 = S3.matcher(text);
    if (!s3.matches()) {
      throw new IllegalStateException(text + " is not in a bucket");
    }
    return s3.group(name);
  }

  /** Returns the location of a file, for messages. */
  String of(String path) {
    return within(text, path);
  }

  /** Returns the key of a file of a folder in a bucket. */
  String key(String path) {
    return within(prefix(), path);
  }

  /** Returns the path of a file in a folder or, after {@code ../}, in the folder around it. */
  private static String within(String folder, String path) {
    if (!path.startsWith(AROUND)) {
      return folder + "/" + path;
    }
    return folder.substring(0, folder.lastIndexOf('/') + 1) + path.substring(AROUND.length());
  }

  @Override
  public String toString() {
    return text;
  }
}
