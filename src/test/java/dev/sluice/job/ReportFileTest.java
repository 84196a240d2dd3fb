package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A report takes the place of a report, and of nothing else. */
final class ReportFileTest {
  private static final String LOG = TestServers.table("reported");
  private static final String SUMMARY = TestServers.table("reported-summary");
  private static final String BUCKET = TestServers.bucket();
  private static final String OTHERS =
      "<!DOCTYPE html>\n<html><title>Ours, by hand</title></html>\n";

  @TempDir
  static Path folder;

  private final CommandLine cli = new CommandLine();

  @BeforeAll
  static void export() {
    TestSpark.session();
    TestServers.createTable(LOG);
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
    TestServers.dynamoDb().putItem(put -> put.tableName(LOG)
        .item(Map.of(
            "id", AttributeValue.fromS("1"),
            "modelName", AttributeValue.fromS("m"),
            "timestamp", AttributeValue.fromS("2026-10-20T10:00:00Z"))));
    assertThat(new ReportFileTest().sluice("export", "r.html")).isZero();
  }

  @Test
  void whatIsNoReportStays() throws IOException {
    Path theirs = Files.writeString(folder.resolve("theirs.html"), OTHERS);
    Path secret = Files.writeString(folder.resolve("secret.conf"), "a = 1");
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), secret);
    Path dangling = Files.createSymbolicLink(folder.resolve("to.html"), folder.resolve("none"));
    Path pages = Files.createDirectories(folder.resolve("pages.html"));
    for (Path place : List.of(theirs, link, dangling, pages)) {
      for (String command : List.of("analyze", "run", "plan")) {
        assertThat(sluice(command, place.toString()))
            .as("%s %s", command, place)
            .isEqualTo(3);
        assertThat(cli.err()).contains(place.getFileName().toString(), "sluice.report.path");
      }
    }
    assertThat(theirs).hasContent(OTHERS);
    assertThat(secret).hasContent("a = 1");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Tag("thorough")
  @Test
  void aReportIsReplacedAndSoIsAnEmptyFile() throws IOException {
    Path report = Files.createFile(folder.resolve("report.html"));
    assertThat(sluice("analyze", report.toString())).isZero();
    String page = Files.readString(report);
    assertThat(page).contains("Sluice report");
    Files.writeString(report, page + "<!-- as of another release -->");
    assertThat(sluice("analyze", report.toString())).isZero();
    assertThat(report).content().doesNotContain("another release");
  }

  @Tag("thorough")
  @Test
  void likewiseInABucket() {
    String page = "s3a://" + BUCKET + "/pages/";
    TestServers.s3()
        .putObject(
            put -> put.bucket(BUCKET).key("pages/theirs.html"), RequestBody.fromString(OTHERS));
    assertThat(sluice("analyze", page + "theirs.html")).isEqualTo(3);
    assertThat(cli.err()).contains("theirs.html is there");
    assertThat(object("pages/theirs.html")).isEqualTo(OTHERS);

    for (int time = 0; time < 2; time++) {
      assertThat(sluice("analyze", page + "ours.html")).isZero();
      assertThat(object("pages/ours.html")).contains("Sluice report");
    }
  }

  private static String object(String key) {
    return TestServers.s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
  }

  private int sluice(String command, String report) {
    return cli.run(
        List.of(command),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "aws.s3-endpoint=" + TestServers.s3Endpoint(),
            "dataset.root=" + folder.resolve("root").toUri(),
            "source.table=" + LOG,
            "summary.table=" + SUMMARY,
            "report.path=" + report));
  }
}
