package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.export.ExportingServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that waits for its export, and is told to end. */
final class StoppedWaitTest {
  @TempDir
  Path folder;

  @Tag("thorough")
  @Timeout(120)
  @Test
  void releasesItsLease() throws Exception {
    try (ExportingServers servers = new ExportingServers()) {
      servers.control().lasting(Duration.ofHours(1));
      Process process = start(servers, servers.recoverableTable());
      Path said = folder.resolve("said.txt");
      while (process.isAlive() && !Files.readString(said).contains("which takes minutes")) {
        Thread.sleep(100);
      }
      assertThat(process.isAlive()).as(Files.readString(said)).isTrue();

      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      Path lease = folder.resolve("root/runs/stopped/lease-1.json");
      assertThat(new ObjectMapper().readTree(lease.toFile()).path("released").asBoolean())
          .isTrue();
    }
  }

  private Process start(ExportingServers servers, String table) throws IOException {
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("conf/jvm.options").toAbsolutePath(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-Dspark.master=local[1]",
        "-Daws.accessKeyId=any",
        "-Daws.secretAccessKey=any",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.sluice.Sluice",
        "export",
        "--from-pitr",
        "--run-id",
        "stopped"));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + servers.servers.dynamoDb(),
            "aws.s3-endpoint=" + servers.servers.s3(),
            "source.table=" + table,
            "source.export.bucket=" + servers.bucket(),
            "dataset.root=" + folder.resolve("root").toUri())
        .forEach(set -> line.addAll(List.of("--set", set)));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }
}
