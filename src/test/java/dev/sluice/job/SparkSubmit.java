package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cluster's spark-submit, as far as one machine has it: Spark's and Hadoop's jars without Sluice's classes and without
 * anything that the shipped jar must bring along.
 */
final class SparkSubmit {
  private static final Pattern BROUGHT_ALONG = Pattern.compile(
      "(picocli|config|sketches-java|lets-plot|plot-|commons-jvm|datamodel-jvm|kotlin|jmustache|apache5-client"
          + "|httpclient5|httpcore5|dynamodb|DynamoDBLocal|s3proxy|jclouds|jackson-datatype-j|jspecify)[-_a-z0-9]*-?[0-9].*\\.jar");
  private static final Path CHECKOUT = Path.of("").toAbsolutePath();
  private static final long MINUTES = 5;

  private final Path home;
  private final String jar;
  private final List<String> conf;

  /**
   * A cluster.
   *
   * @param folder for what it needs on disk
   * @param conf {@code spark-submit}'s own options
   */
  SparkSubmit(Path folder, String jar, String... conf) throws IOException {
    this.home = folder;
    this.jar = jar;
    this.conf = List.of(conf);
    Path jars = Files.createDirectories(folder.resolve("jars"));
    Files.createFile(folder.resolve("RELEASE"));
    for (Path given : given()) {
      Files.createSymbolicLink(jars.resolve(given.getFileName()), given);
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
    File out = Files.createTempFile(home, "out", ".txt").toFile();
    File err = Files.createTempFile(home, "err", ".txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command(args)).redirectOutput(out).redirectError(err);
    builder.environment().put("AWS_ACCESS_KEY_ID", "any");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "any");
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
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
    command.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*"));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(conf);
    command.addAll(List.of("--class", "dev.sluice.Sluice", jar));
    command.addAll(List.of(args));
    return command;
  }

  private static List<Path> given() throws IOException {
    String classPath =
        Files.readString(CHECKOUT.resolve("target/run.classpath")).strip();
    return Stream.of(classPath.split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> !BROUGHT_ALONG.matcher(path.getFileName().toString()).matches())
        .toList();
  }
}
