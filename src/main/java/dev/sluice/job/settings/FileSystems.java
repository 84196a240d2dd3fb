package dev.sluice.job.settings;

import dev.sluice.table.AwsSettings;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** How Hadoop's file systems are reached: S3A's options made of {@link AwsSettings}. */
public final class FileSystems {
  private static final String HADOOP = "spark.hadoop.";
  // put together so that relocating the SDK in the shipped jar leaves it alone: S3A runs on the
  // cluster's own
  private static final String DEFAULT_CHAIN = String.join(
      ".", "software", "amazon", "awssdk", "auth.credentials.DefaultCredentialsProvider");
  private static final String ASSUMED_ROLE =
      "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider";

  private FileSystems() {}

  /** Options by name, {@code fs.s3a.…}; credentials come from the SDK's default chain. */
  public static Map<String, String> s3a(AwsSettings aws) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("fs.s3a.aws.credentials.provider", DEFAULT_CHAIN);
    URI endpoint = aws.s3Endpoint();
    if (endpoint != null) {
      options.put("fs.s3a.endpoint", endpoint.toString());
      options.put("fs.s3a.path.style.access", "true");
      options.put(
          "fs.s3a.connection.ssl.enabled", String.valueOf("https".equals(endpoint.getScheme())));
    }
    String region = region(aws);
    if (region != null) {
      options.put("fs.s3a.endpoint.region", region);
    }
    if (aws.roleArn() != null) {
      options.put("fs.s3a.aws.credentials.provider", ASSUMED_ROLE);
      options.put("fs.s3a.assumed.role.credentials.provider", DEFAULT_CHAIN);
      options.put("fs.s3a.assumed.role.arn", aws.roleArn());
    }
    return options;
  }

  private static @Nullable String region(AwsSettings aws) {
    return aws.region() == null && aws.s3Endpoint() != null ? "us-east-1" : aws.region();
  }

  /** Hadoop's configuration before there is a session: spark-submit's {@code spark.hadoop.*} wins over {@link #s3a}. */
  public static Configuration configuration(AwsSettings aws) {
    Configuration hadoop = new Configuration();
    s3a(aws).forEach(hadoop::set);
    for (Tuple2<String, String> entry : new SparkConf().getAllWithPrefix(HADOOP)) {
      hadoop.set(entry._1(), entry._2());
    }
    return hadoop;
  }

  /** The URI itself, or with {@code s3a:} for {@code s3:} where the platform has no file system of that name. */
  public static URI usable(URI uri, Configuration hadoop) {
    if (!"s3".equals(uri.getScheme())) {
      return uri;
    }
    try {
      FileSystem.getFileSystemClass("s3", hadoop);
      return uri;
    } catch (UnsupportedFileSystemException e) {
      return URI.create("s3a" + uri.toString().substring("s3".length()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
