package dev.sluice.job.settings;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Configures Hadoop's file systems: S3A's options from {@link AwsSettings}. */
public final class FileSystems {
  /** Hadoop's own setting: the permissions that its files do not get. */
  public static final String UMASK = CommonConfigurationKeys.FS_PERMISSIONS_UMASK_KEY;

  private static final String HADOOP = "spark.hadoop.";
  // joined at run time, so that relocating the SDK in the shipped jar does not change it: S3A uses
  // the
  // cluster's own SDK
  private static final String DEFAULT_CHAIN = String.join(
      ".", "software", "amazon", "awssdk", "auth.credentials.DefaultCredentialsProvider");
  private static final String DEFAULT_CHAIN_OF_SDK_1 =
      "com.amazonaws.auth.DefaultAWSCredentialsProviderChain";
  private static final Pattern RUNS_ON_SDK_1 = Pattern.compile("[12]\\..*|3\\.[0-3]\\..*");
  private static final String S3A = "fs.s3a.";
  private static final String CREDENTIALS = "fs.s3a.aws.credentials.provider";
  private static final String ASSUMED_ROLE =
      "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider";

  /**
   * About five minutes of exponential back-off with jitter (ten pauses from half a second on), as for documents. S3A's
   * own defaults are one minute if S3 fails or is unreachable, and a day if it throttles: twenty pauses, each twice the
   * one before. Each of these attempts may contain several attempts of the SDK.
   */
  private static final Map<String, String> RETRIES = Map.of(
      "fs.s3a.attempts.maximum", "3",
      "fs.s3a.retry.limit", "9",
      "fs.s3a.retry.interval", "500ms",
      "fs.s3a.retry.throttle.limit", "9",
      "fs.s3a.retry.throttle.interval", "500ms");

  private FileSystems() {}

  /**
   * Returns options of S3A by name; credentials come from the SDK's default chain, unless the platform configures
   * another.
   *
   * @param hadoop the platform's configuration
   */
  public static Map<String, String> s3a(AwsSettings aws, Configuration hadoop) {
    String defaultChain = defaultChain(VersionInfo.getVersion());
    Map<String, String> options = new LinkedHashMap<>();
    if (isHadoopsOwn(CREDENTIALS, hadoop)) {
      options.put(CREDENTIALS, defaultChain);
    }
    String region = region(aws);
    if (region != null) {
      options.put("fs.s3a.endpoint.region", region);
    }
    if (aws.s3Endpoint() != null) {
      options.putAll(endpoint(aws.s3Endpoint()));
    }
    if (aws.roleArn() != null) {
      options.put(CREDENTIALS, ASSUMED_ROLE);
      options.put("fs.s3a.assumed.role.credentials.provider", defaultChain);
      options.put("fs.s3a.assumed.role.arn", aws.roleArn());
    }
    RETRIES.forEach((option, value) -> {
      if (isHadoopsOwn(option, hadoop)) {
        options.put(option, value);
      }
    });
    return options;
  }

  /**
   * Puts all options of S3A back.
   *
   * @param before a copy of the configuration that was made before they were set
   */
  public static void restore(Configuration hadoop, Configuration before) {
    boolean changed = false;
    for (Map.Entry<String, String> option : new Configuration(hadoop)) {
      String name = option.getKey();
      if (name.startsWith(S3A) && !isSame(name, hadoop, before)) {
        changed = true;
        hadoop.unset(name);
        if (!isOfFile(name, before)) {
          hadoop.set(name, before.getRaw(name));
        }
      }
    }
    if (changed) {
      // what files say is read again, and not taken for what a program has set
      hadoop.reloadConfiguration();
    }
  }

  /** Returns whether an option has the same value, from the same place. */
  private static boolean isSame(String name, Configuration one, Configuration other) {
    return Objects.equals(one.getRaw(name), other.getRaw(name))
        && Arrays.equals(one.getPropertySources(name), other.getPropertySources(name));
  }

  /** Returns whether an option has no value but that of a file, or none at all. */
  private static boolean isOfFile(String name, Configuration hadoop) {
    String[] sources = hadoop.getPropertySources(name);
    return sources == null || Arrays.stream(sources).allMatch(source -> source.endsWith(".xml"));
  }

  /** Returns the class that looks for credentials in the SDK that S3A uses: Hadoop 3.4 is the first with version 2. */
  static String defaultChain(String hadoopVersion) {
    return RUNS_ON_SDK_1.matcher(hadoopVersion).matches() ? DEFAULT_CHAIN_OF_SDK_1 : DEFAULT_CHAIN;
  }

  private static Map<String, String> endpoint(URI endpoint) {
    return Map.of(
        "fs.s3a.endpoint", endpoint.toString(),
        "fs.s3a.path.style.access", "true",
        "fs.s3a.connection.ssl.enabled", String.valueOf("https".equals(endpoint.getScheme())));
  }

  /** Returns whether an option has Hadoop's built-in default. */
  private static boolean isHadoopsOwn(String option, Configuration hadoop) {
    String[] sources = hadoop.getPropertySources(option);
    return sources == null || Arrays.stream(sources).allMatch("core-default.xml"::equals);
  }

  /** Returns the region from the environment; S3A's fallback would be us-east-2, wherever the bucket is. */
  private static @Nullable String region(AwsSettings aws) {
    if (aws.region() != null) {
      return aws.region();
    }
    boolean local = aws.s3Endpoint() != null && Endpoints.isLocal(aws.s3Endpoint());
    return local ? "us-east-1" : System.getenv("AWS_REGION");
  }

  /**
   * Returns Hadoop's configuration before there is a session: spark-submit's {@code spark.hadoop.*} overrides {@link
   * #s3a}.
   */
  public static Configuration configuration(AwsSettings aws) {
    Configuration hadoop = new Configuration();
    s3a(aws, hadoop).forEach(hadoop::set);
    umask().ifPresent(umask -> hadoop.set(UMASK, umask));
    for (Tuple2<String, String> entry : new SparkConf().getAllWithPrefix(HADOOP)) {
      hadoop.set(entry._1(), entry._2());
    }
    return hadoop;
  }

  /**
   * Returns this process's umask, in octal: Hadoop's local files should be no more readable than those that Java
   * writes. Empty if the platform has set Hadoop's, or has no umask.
   */
  public static Optional<String> umask() {
    if (!isHadoopsOwn(UMASK, new Configuration())) {
      return Optional.empty();
    }
    try {
      Path probe = Files.createDirectory(
          Path.of(System.getProperty("java.io.tmpdir"), "sluice-" + UUID.randomUUID()));
      try {
        return Optional.of("%03o".formatted(missing(Files.getPosixFilePermissions(probe))));
      } finally {
        Files.delete(probe);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static int missing(Set<PosixFilePermission> granted) {
    int missing = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      missing = missing << 1 | (granted.contains(permission) ? 0 : 1);
    }
    return missing;
  }

  /** Returns the URI itself, or with {@code s3a:} for {@code s3:} if the platform has no file system of that name. */
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
      throw new UncheckedIOException(e);
    }
  }
}
