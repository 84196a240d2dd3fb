package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.ExportWriter;
import dev.sluice.testing.TestServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A run in a process that does not have Iceberg. */
@Tag("thorough")
final class WithoutIcebergTest {
  @TempDir
  Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void itSaysWhatToAdd() throws Exception {
    assertThat(run("dataset.format=iceberg")).isEqualTo(2);

    assertThat(said())
        .contains("sluice.dataset.format = iceberg: needs Apache Iceberg")
        .contains("--packages org.apache.iceberg:iceberg-spark-runtime-");
    assertThat(folder.resolve("root/runs")).doesNotExist();
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void parquetNeedsNone() throws Exception {
    assertThat(run("dataset.format=parquet")).as(said()).isZero();
  }

  private String said() throws IOException {
    Path said = folder.resolve("said.txt");
    return Files.exists(said) ? Files.readString(said) : "";
  }

  private int run(String format) throws Exception {
    String table = TestServers.table("log");
    TestServers.createTable(table);
    String export = ExportWriter.of(table, List.of(Map.of("id", AttributeValue.fromS("a"))))
        .write()
        .in(folder)
        .toString();
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("conf/jvm.options").toAbsolutePath(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classPath(),
        "dev.sluice.Sluice",
        "export"));
    Stream.of(
            format,
            "dataset.keep=1",
            "source.table=" + table,
            "source.kind=export",
            "source.export-path=" + export,
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.resolve("root"))
        .forEach(set -> line.addAll(List.of("--set", set)));
    ProcessBuilder process = new ProcessBuilder(line);
    process
        .environment()
        .putAll(Map.of("AWS_ACCESS_KEY_ID", "tests", "AWS_SECRET_ACCESS_KEY", "tests"));
    Process started = process
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
    assertThat(started.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return started.exitValue();
  }

  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.contains("iceberg"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
