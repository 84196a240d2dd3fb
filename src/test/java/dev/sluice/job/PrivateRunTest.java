package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.ListeningSockets;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of one's own in a process of its own, whose files are private: who else can reach it, and what it leaves. */
@Tag("thorough")
final class PrivateRunTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  @TempDir
  Path folder;

  private final CompletableFuture<Process> run = new CompletableFuture<>();
  private final CompletableFuture<List<String>> network = new CompletableFuture<>();
  private final CompletableFuture<List<String>> listening = new CompletableFuture<>();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void nobodyElseIsLetIn() throws Exception {
    assumeTrue(ListeningSockets.areKnown());
    TestServers.sampleTables();
    Path root = Files.createDirectory(folder.resolve("root"));
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(request -> this::watched);
      run.complete(start(front, root));
      assertThat(run.join().waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    String said = Files.readString(folder.resolve("said.txt"));
    assertThat(run.join().exitValue()).as(said).isZero();
    assertThat(listening.join()).isNotEmpty();
    assertThat(network.join()).isEmpty();
    assertThat(open(root)).isEmpty();
    assertThat(said).doesNotContain(SECRET);
  }

  private DynamoDbReply watched(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    if (request.operation().equals("Scan") && !network.isDone()) {
      long pid = run.join().pid();
      network.complete(ListeningSockets.onTheNetwork(pid));
      listening.complete(ListeningSockets.of(pid));
    }
    return dynamoDb.apply(request);
  }

  private Process start(FaultyDynamoDb front, Path root) throws IOException {
    List<String> line = new ArrayList<>(List.of(
        "sh",
        "-c",
        "umask 077; exec \"$@\"",
        "sh",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("conf/jvm.options").toAbsolutePath(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.sluice.Sluice",
        "export"));
    Stream.of(
            "experiments.table=mlops-experiments",
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + front.endpoint(),
            "dataset.root=" + root,
            "dataset.derived={ a { sql = \"SELECT * FROM `mlops-experiments`\" } }")
        .forEach(set -> line.addAll(List.of("--set", set)));
    ProcessBuilder process = new ProcessBuilder(line);
    process
        .environment()
        .putAll(
            Map.of("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", SECRET));
    return process
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }

  /** Files and folders that others than their owner may do anything with. */
  private static List<String> open(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root))
          .filter(path -> !mode(path).endsWith("------"))
          .map(path -> mode(path) + " " + root.relativize(path))
          .collect(Collectors.toList());
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
