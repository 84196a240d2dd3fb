package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.job.SparkSubmit.Ended;
import dev.sluice.job.cloud.Start;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.TestServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The shipped jar as EMR and Glue start it, by the files in {@code jobs/}, against the same run on a laptop. */
@Tag("thorough")
class PlatformsIT {
  private static final String JAR = System.getProperty("sluice.jar", "");
  private static final String LOG = TestServers.table("platforms-log");
  private static final String BUCKET = TestServers.bucket();
  private static final int ITEMS = 200;

  @TempDir
  static Path folder;

  private static JsonNode laptop;

  @BeforeAll
  static void laptop() throws Exception {
    TestServers.createTable(LOG);
    for (int n = 0; n < ITEMS; n++) {
      put(n);
    }
    Path file = Files.writeString(folder.resolve("laptop.conf"), configuration("laptop"));
    Ended run = new SparkSubmit(JAR, "--master", "local[2]")
        .run(
            "run",
            "--config",
            file.toString(),
            "--set",
            "dataset.root=" + folder.resolve("data").toUri(),
            "--run-id",
            "r-1",
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    laptop = run.json();
  }

  @Test
  void anEmrStep() throws Exception {
    Start step = Start.ofStep(names("emr"));
    assertThat(Start.ofJobRun(names("emr")).arguments()).isEqualTo(step.arguments());
    assertThat(step.options()).containsSequence("--class", "dev.sluice.Sluice");
    upload("emr");

    isAsOnTheLaptop(
        new SparkSubmit(JAR, platform()).run(step.arguments().toArray(String[]::new)), "emr");
  }

  @Test
  void aGlueJobWithItsScript() throws Exception {
    Start job = Start.ofGlue(JAR.contains("sluice_2.12") ? "5.1" : "6.0", names("glue"));
    String script = compiled(folder.resolve("script.jar"));
    upload("glue");
    List<String> options = new ArrayList<>(List.of(platform()));
    // the script's class goes where spark-submit wants it
    options.addAll(job.options().subList(2, job.options().size()));
    options.addAll(List.of("--jars", JAR));
    assertThat(job.options()).startsWith("--class", "SluiceScript");
    SparkSubmit glue = SparkSubmit.of(job.options().get(1), script, options.toArray(String[]::new));

    isAsOnTheLaptop(glue.run(job.arguments().toArray(String[]::new)), "glue");

    List<String> faulty = new ArrayList<>(job.arguments());
    faulty.addAll(List.of("--date", "tomorrow"));
    Ended failed = glue.run(faulty.toArray(String[]::new));
    assertThat(failed.exitCode()).isNotZero();
    assertThat(failed.err()).contains("--date = tomorrow", "sluice ended with exit code 2");
  }

  private static void isAsOnTheLaptop(Ended run, String prefix) throws Exception {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(figures(run.json())).isEqualTo(figures(laptop));
    assertThat(rows(downloaded(prefix)))
        .hasSize(ITEMS)
        .isEqualTo(rows(folder.resolve("data/snapshots/r-1/tables/" + LOG)));
  }

  /** All but where things are and how long they took. */
  private static ObjectNode figures(JsonNode json) {
    ObjectNode same = json.deepCopy();
    return same.remove(
        List.of("seconds", "manifest", "report", "dataset", "summaryTable", "endpoints"));
  }

  /** A table's files, out of the bucket. */
  private static Path downloaded(String prefix) throws IOException {
    Path here = Files.createDirectory(folder.resolve(prefix));
    TestServers.s3()
        .listObjectsV2Paginator(
            r -> r.bucket(bucket(prefix)).prefix("sluice/snapshots/r-1/tables/" + LOG + "/"))
        .contents()
        .forEach(object -> TestServers.s3()
            .getObject(
                r -> r.bucket(bucket(prefix)).key(object.key()),
                here.resolve(Path.of(object.key()).getFileName().toString())));
    return here;
  }

  private static List<String> rows(Path table) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery("SELECT t::VARCHAR AS row FROM read_parquet('"
            + table + "/*.parquet') t ORDER BY id")) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static Map<String, String> names(String prefix) {
    return Map.of(
        "BUCKET",
        bucket(prefix),
        "REGION",
        "us-east-1",
        "JAR",
        "sluice.jar",
        "RUN_ID",
        "r-1",
        "APPLICATION",
        "00f1",
        "ROLE_ARN",
        "arn:aws:iam::123456789012:role/sluice");
  }

  private static String bucket(String prefix) {
    return BUCKET + "-" + prefix;
  }

  private static void upload(String prefix) {
    TestServers.s3().createBucket(r -> r.bucket(bucket(prefix)));
    TestServers.s3()
        .putObject(
            r -> r.bucket(bucket(prefix)).key("jobs/sluice.conf"),
            RequestBody.fromString(configuration(prefix)));
  }

  private static String configuration(String prefix) {
    String summary = LOG + "-" + prefix;
    new SummaryTable(TestServers.dynamoDb(), summary).createIfMissing();
    return String.join(
        "\n",
        "sluice.aws.dynamodb-endpoint = \"" + TestServers.dynamoDbEndpoint() + "\"",
        "sluice.aws.s3-endpoint = \"" + TestServers.s3Endpoint() + "\"",
        "sluice.aws.region = us-east-1",
        "sluice.source { table = " + LOG + ", segments = 2 }",
        "sluice.events.id = id",
        "sluice.summary.table = " + summary);
  }

  /** What the platform's own configuration says of S3. */
  private static String[] platform() {
    return Stream.of(
            "spark.hadoop.fs.s3.impl=org.apache.hadoop.fs.s3a.S3AFileSystem",
            "spark.hadoop.fs.s3a.endpoint=" + TestServers.s3Endpoint(),
            "spark.hadoop.fs.s3a.path.style.access=true",
            "spark.hadoop.fs.s3a.connection.ssl.enabled=false",
            "spark.master=local[2]")
        .flatMap(conf -> Stream.of("--conf", conf))
        .toArray(String[]::new);
  }

  private static String compiled(Path jar) throws Exception {
    scala.tools.nsc.Main.process(new String[] {
      "-classpath",
      JAR
          + File.pathSeparator
          + Path.of(scala.Option.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI()),
      "-d",
      jar.toString(),
      "jobs/glue/SluiceScript.scala"
    });
    assertThat(jar).exists();
    return jar.toString();
  }

  private static void put(int number) {
    TestServers.dynamoDb().putItem(r -> r.tableName(LOG)
        .item(Map.of(
            "id", AttributeValue.fromS("r" + number),
            "timestamp", AttributeValue.fromS("2026-10-20T10:00:00Z"),
            "modelName", AttributeValue.fromS("m"),
            "prediction", AttributeValue.fromS("x"),
            "latencyMs", AttributeValue.fromN("" + number / 7.0))));
  }
}
