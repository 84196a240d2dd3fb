package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.testing.BuildFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import scala.util.Properties;

/**
 * A cluster's spark-submit, as far as one machine has it: Spark's and Hadoop's jars without Sluice's classes and without
 * anything that the shipped jar must bring along.
 */
final class SparkSubmit {
  private static final Pattern BROUGHT_ALONG = Pattern.compile(
      "(picocli|config|sketches-java|ion-java|lets-plot|plot-|commons-jvm|datamodel-jvm|kotlin|jmustache|apache5-client"
          + "|httpclient5|httpcore5|dynamodb|DynamoDBLocal|s3proxy|jclouds|jackson-datatype-j|jspecify)[-_a-z0-9]*-?[0-9].*\\.jar");
  private static final Path CHECKOUT = Path.of("").toAbsolutePath();
  /** What Spark takes for its installation. */
  private static final Path HOME = BuildFolder.resolve("spark-home");

  private static final Path JARS = HOME.resolve("jars");
  private static final long MINUTES = 5;

  private final String mainClass;
  private final String jar;
  private final List<String> conf;

  /**
   * A cluster that runs Sluice.
   *
   * @param conf {@code spark-submit}'s own options
   */
  SparkSubmit(String jar, String... conf) throws IOException {
    this("dev.sluice.Sluice", jar, conf);
  }

  private SparkSubmit(String mainClass, String jar, String... conf) throws IOException {
    this.mainClass = mainClass;
    this.jar = jar;
    this.conf = List.of(conf);
    Files.createDirectories(JARS);
    Files.write(HOME.resolve("RELEASE"), new byte[0]);
    deleteLinks();
    for (Path given : given()) {
      Files.createSymbolicLink(JARS.resolve(given.getFileName()), given);
    }
  }

  /** A cluster that runs a program of somebody else's. */
  static SparkSubmit of(String mainClass, String jar, String... conf) throws IOException {
    return new SparkSubmit(mainClass, jar, conf);
  }

  /** Those of an earlier build may be of other versions. */
  private static void deleteLinks() throws IOException {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(JARS)) {
      for (Path link : links) {
        Files.delete(link);
      }
    }
  }

  /** How a command ended. */
  record Ended(int exitCode, String out, String err) {
    /** The JSON object: the last line of standard output. */
    JsonNode json() throws IOException {
      List<String> lines = out.lines().toList();
      assertThat(lines).as(err).isNotEmpty();
      return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }
  }

  Ended run(String... args) throws IOException, InterruptedException {
    File out = Files.createTempFile(HOME, "out", ".txt").toFile();
    File err = Files.createTempFile(HOME, "err", ".txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command(args)).redirectOutput(out).redirectError(err);
    builder.environment().put("AWS_ACCESS_KEY_ID", "any");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "any");
    builder.environment().put("SPARK_HOME", HOME.toString());
    builder.environment().put("SPARK_SCALA_VERSION", scala());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
          .as("ends in time: %s", List.of(args))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  private List<String> command(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + CHECKOUT.resolve("conf/jvm.options"));
    command.add("-Xmx1g");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-cp", JARS + File.separator + "*"));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(conf);
    command.addAll(List.of("--class", mainClass, jar));
    command.addAll(List.of(args));
    return command;
  }

  /** {@code 2.12} of {@code 2.12.18}. */
  private static String scala() {
    String version = Properties.versionNumberString();
    return version.substring(0, version.lastIndexOf('.'));
  }

  private static List<Path> given() throws IOException {
    String classPath = Files.readString(BuildFolder.resolve("run.classpath")).strip();
    return Stream.of(classPath.split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> !BROUGHT_ALONG.matcher(path.getFileName().toString()).matches())
        .toList();
  }
}
