package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Environment;
import dev.sluice.job.settings.JobSettings;
import dev.sluice.job.settings.JobSettingsReader;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IamPolicyTest {
  @Test
  void itNamesWhatIsUsedAndNothingElse() {
    JsonNode policy = policy(
        "aws.region=eu-central-1",
        "source.table=Log",
        "labels.table=arn:aws:dynamodb:eu-west-1:123456789012:table/Truth",
        "dataset.root=s3://bucket/some/prefix",
        "summary.table=Board");

    assertThat(texts(statement(policy, "ReadTables").path("Resource")))
        .containsExactly(
            "arn:aws:dynamodb:eu-central-1:*:table/Log",
            "arn:aws:dynamodb:eu-west-1:123456789012:table/Truth");
    assertThat(texts(statement(policy, "ReadTables").path("Action")))
        .containsExactly(
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:Scan",
            "dynamodb:Query");
    assertThat(texts(statement(policy, "SummaryRows").path("Resource")))
        .containsExactly("arn:aws:dynamodb:eu-central-1:*:table/Board");
    assertThat(texts(statement(policy, "SummaryCreation").path("Resource")))
        .containsExactly("arn:aws:dynamodb:eu-central-1:*:table/Board");
    assertThat(texts(statement(policy, "Snapshots").path("Resource")))
        .containsExactly("arn:aws:s3:::bucket/some/prefix/*");
    assertThat(
            texts(statement(policy, "SnapshotsList").at("/Condition/StringLikeIfExists/s3:prefix")))
        .containsExactly("some/prefix", "some/prefix/*");
    assertThat(policy.path("Statement")).hasSize(6);
  }

  @Test
  void severalSourcesHaveOnePolicy() {
    ConfigErrors errors = new ConfigErrors();
    JobSettings settings = JobSettingsReader.read(
        null,
        List.of(
            "aws.region=eu-central-1",
            "dataset.root=s3://lake/ml",
            "summary.table=Board",
            "sources.a.source.table=Clicks",
            "sources.b.source.table=Orders",
            "sources.b.summary.table=Others",
            "sources.c.source.table=Errors",
            "sources.c.dataset.root=s3://other/x"),
        new Environment(Map.of()),
        Set.of(),
        errors);
    assertThat(errors.all()).isEmpty();
    JsonNode policy = IamPolicy.of(settings);

    assertThat(texts(statement(policy, "ReadTables").path("Resource")))
        .containsExactly(
            "arn:aws:dynamodb:eu-central-1:*:table/Clicks",
            "arn:aws:dynamodb:eu-central-1:*:table/Orders",
            "arn:aws:dynamodb:eu-central-1:*:table/Errors");
    assertThat(texts(statement(policy, "SummaryRows").path("Resource")))
        .containsExactly(
            "arn:aws:dynamodb:eu-central-1:*:table/Board",
            "arn:aws:dynamodb:eu-central-1:*:table/Others");
    assertThat(texts(statement(policy, "Snapshots").path("Resource")))
        .containsExactly(
            "arn:aws:s3:::lake/ml/a/*", "arn:aws:s3:::lake/ml/b/*", "arn:aws:s3:::other/x/*");
    assertThat(
            texts(statement(policy, "SnapshotsList").at("/Condition/StringLikeIfExists/s3:prefix")))
        .containsExactly("ml/a", "ml/a/*", "ml/b", "ml/b/*");
    assertThat(texts(statement(policy, "SnapshotsList2").path("Resource")))
        .containsExactly("arn:aws:s3:::other");
    assertThat(StreamSupport.stream(policy.path("Statement").spliterator(), false)
            .map(statement -> statement.path("Sid").asText()))
        .doesNotHaveDuplicates()
        .hasSize(7);
  }

  @Test
  void anIndexIsAResourceOfItsOwn() {
    JsonNode policy = policy(
        "aws.region=eu-central-1",
        "source.table=Log",
        "source.index=byStatus",
        "experiments.table=arn:aws:dynamodb:eu-west-1:123456789012:table/Trials",
        "experiments.index=newest");

    assertThat(texts(statement(policy, "ReadTables").path("Resource")))
        .containsExactly(
            "arn:aws:dynamodb:eu-central-1:*:table/Log",
            "arn:aws:dynamodb:eu-central-1:*:table/Log/index/byStatus",
            "arn:aws:dynamodb:eu-west-1:123456789012:table/Trials",
            "arn:aws:dynamodb:eu-west-1:123456789012:table/Trials/index/newest");
  }

  @Test
  void noIndexIsReadThatIsNotNamed() {
    JsonNode policy =
        policy("aws.region=eu-central-1", "source.table=Log", "source.filter=status = 'ok'");

    assertThat(texts(statement(policy, "ReadTables").path("Resource")))
        .containsExactly("arn:aws:dynamodb:eu-central-1:*:table/Log");
  }

  /** The table is only described. */
  @Test
  void anExportIsReadFromItsBucket() {
    JsonNode policy = policy(
        "source.table=Log",
        "source.kind=export",
        "source.export-path=s3://exports/nightly/AWSDynamoDB/01-ab/");

    assertThat(policy.toString()).doesNotContain("dynamodb:Scan", "DescribeExport");
    assertThat(texts(statement(policy, "DescribeTables").path("Resource")))
        .containsExactly("arn:aws:dynamodb:*:*:table/Log");
    assertThat(texts(statement(policy, "ExportFiles").path("Resource")))
        .containsExactly("arn:aws:s3:::exports/nightly/AWSDynamoDB/01-ab/*");
    assertThat(texts(
            statement(policy, "ExportFilesList").at("/Condition/StringLikeIfExists/s3:prefix")))
        .containsExactly("nightly/AWSDynamoDB/01-ab", "nightly/AWSDynamoDB/01-ab/*");
  }

  /** Its bucket is not known before DynamoDB is asked. */
  @Test
  void anExportNamedByItsArnIsDescribed() {
    String arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/Log/export/01-ab";
    JsonNode policy = policy("source.table=Log", "source.kind=export", "source.export-path=" + arn);

    assertThat(texts(statement(policy, "Exports").path("Resource"))).containsExactly(arn);
    assertThat(texts(statement(policy, "ExportFiles").path("Resource")))
        .containsExactly("arn:aws:s3:::*/AWSDynamoDB/01-ab/*");
  }

  @Test
  void anExportOnRequestIsWrittenByTheRole() {
    JsonNode policy = policy(
        "aws.region=eu-west-1",
        "source.table=Log",
        "source.kind=pitr",
        "source.export.bucket=exports",
        "source.export.prefix=nightly",
        "source.export.kms-key=1234abcd-12ab-34cd-56ef-1234567890ab");

    assertThat(texts(statement(policy, "ExportRequests").path("Resource")))
        .containsExactly("arn:aws:dynamodb:eu-west-1:*:table/Log");
    assertThat(texts(statement(policy, "Exports").path("Resource")))
        .containsExactly("arn:aws:dynamodb:eu-west-1:*:table/Log/export/*");
    assertThat(texts(statement(policy, "ExportWrites").path("Resource")))
        .containsExactly("arn:aws:s3:::exports/nightly/AWSDynamoDB/*");
    assertThat(texts(statement(policy, "ExportKey").path("Resource")))
        .containsExactly("arn:aws:kms:eu-west-1:*:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    assertThat(policy.toString()).doesNotContain("ReadTables");
  }

  /** An alias is no resource of the actions on its key. */
  @ParameterizedTest
  @CsvSource({
    "alias/team/exports, arn:aws:kms:eu-west-1:*:key/*",
    "arn:aws:kms:eu-west-2:123456789012:alias/team/exports, arn:aws:kms:eu-west-2:123456789012:key/*"
  })
  void aKeyMayHaveAnAlias(String key, String resource) {
    JsonNode policy = policy(
        "aws.region=eu-west-1",
        "source.table=Log",
        "source.kind=pitr",
        "source.export.bucket=exports",
        "source.export.kms-key=" + key);

    JsonNode statement = statement(policy, "ExportKey");
    assertThat(texts(statement.path("Resource"))).containsExactly(resource);
    assertThat(statement.path("Condition").toString())
        .isEqualTo(
            "{\"ForAnyValue:StringEquals\":{\"kms:ResourceAliases\":\"alias/team/exports\"}}");
  }

  @Test
  void aStreamIsReadWithItsTable() {
    JsonNode policy = policy(
        "aws.region=eu-central-1",
        "source.table=Log",
        "source.kind=stream",
        "dataset.root=file:/data",
        "dataset.format=iceberg");

    assertThat(texts(statement(policy, "ReadStreams").path("Resource")))
        .containsExactly("arn:aws:dynamodb:eu-central-1:*:table/Log/stream/*");
    assertThat(texts(statement(policy, "ReadTables").path("Action"))).contains("dynamodb:Scan");
  }

  /** In Iceberg they are followed by their changes as the table of events is, but not an index. */
  @Test
  void labelsAndExperimentsAreFollowed() {
    String tables = "arn:aws:dynamodb:eu-central-1:*:table/";
    List<String> sets = List.of(
        "aws.region=eu-central-1",
        "source.table=Log",
        "labels.table=Truth",
        "experiments.table=Trials",
        "dataset.root=file:/data",
        "dataset.format=iceberg");

    JsonNode stream = policy(with(sets, "source.kind=stream"));
    JsonNode pitr = policy(with(sets, "source.kind=pitr", "source.export.bucket=exports"));
    JsonNode indexed = policy(with(sets, "source.kind=stream", "experiments.index=byStatus"));

    assertThat(texts(statement(stream, "ReadStreams").path("Resource")))
        .containsExactly(
            tables + "Log/stream/*", tables + "Truth/stream/*", tables + "Trials/stream/*");
    assertThat(texts(statement(pitr, "ExportRequests").path("Resource")))
        .containsExactly(tables + "Log", tables + "Truth", tables + "Trials");
    assertThat(texts(statement(pitr, "Exports").path("Resource")))
        .containsExactly(
            tables + "Log/export/*", tables + "Truth/export/*", tables + "Trials/export/*");
    assertThat(texts(statement(pitr, "ReadTables").path("Resource")))
        .containsExactly(tables + "Truth", tables + "Trials");
    assertThat(texts(statement(indexed, "ReadStreams").path("Resource")))
        .doesNotContain(tables + "Trials/stream/*");
  }

  private static String[] with(List<String> sets, String... more) {
    return Stream.concat(sets.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /** As spark-submit passes --conf on. */
  @Test
  void gluesCatalogAndItsWarehouse() {
    Map<String, String> catalog = Map.of(
        "spark.sql.catalog.lakes.type", "glue",
        "spark.sql.catalog.lakes.warehouse", "s3://tables/ml/");
    catalog.forEach(System::setProperty);
    try {
      JsonNode policy = policy(
          "aws.region=eu-central-1",
          "source.table=Log",
          "source.kind=pitr",
          "source.export.bucket=exports",
          "dataset.root=s3://lake/ml",
          "dataset.format=iceberg",
          "dataset.catalog=lakes.logs");

      assertThat(texts(statement(policy, "LakeCatalog").path("Resource")))
          .containsExactly(
              "arn:aws:glue:eu-central-1:*:catalog",
              "arn:aws:glue:eu-central-1:*:database/logs",
              "arn:aws:glue:eu-central-1:*:table/logs/*");
      assertThat(texts(statement(policy, "LakeFiles").path("Resource")))
          .containsExactly("arn:aws:s3:::tables/ml/*");
      assertThat(texts(
              statement(policy, "LakeFilesList").at("/Condition/StringLikeIfExists/s3:prefix")))
          .containsExactly("ml", "ml/*");
    } finally {
      catalog.keySet().forEach(System::clearProperty);
    }
    assertThat(policy(
                "source.table=Log",
                "source.kind=pitr",
                "source.export.bucket=exports",
                "dataset.format=iceberg",
                "dataset.catalog=lakes")
            .toString())
        .doesNotContain("glue:", "LakeFiles");
  }

  @Test
  void localFoldersNeedNoRights() {
    assertThat(policy("dataset.root=file:/tmp/x").path("Statement")).hasSize(2);
  }

  @Test
  void otherPartitionsHaveOtherNames() {
    assertThat(policy("aws.region=cn-north-1").toString())
        .contains("arn:aws-cn:dynamodb:cn-north-1");
  }

  private static JsonNode policy(String... sets) {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(null, List.of(sets), Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    return new IamPolicy(settings).json();
  }

  private static JsonNode statement(JsonNode policy, String sid) {
    return StreamSupport.stream(policy.path("Statement").spliterator(), false)
        .filter(statement -> statement.path("Sid").asText().equals(sid))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
