package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.ConfigError;
import dev.sluice.job.args.Verb.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigErrorsTest {
  private final Path folder;

  ConfigErrorsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void allFaultsAreToldAtOnceEachWithKeyValueAndRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.conf"), """
        sluice {
          source { tabel = Log, segments = many }
          analytics.zone = Mars/Olympus
          dataset.compression = brotli
          labels.as-of = yesterday
        }
        """);

    List<ConfigError> faults =
        faults(file.toString(), List.of(), Set.of(Requirement.ROOT, Requirement.TABLES));

    assertThat(faults)
        .extracting(ConfigError::key)
        .containsExactlyInAnyOrder(
            "sluice.source.tabel",
            "sluice.source.segments",
            "sluice.source.segments", // no number, and about a table that is missing
            "sluice.analytics.zone",
            "sluice.dataset.compression",
            "sluice.labels.as-of",
            "sluice.dataset.root",
            "sluice.source.table");
    assertThat(faults).extracting(ConfigError::toString).allMatch(text -> text.endsWith("."));
    assertThat(faults)
        .contains(new ConfigError(
            "sluice.source.tabel",
            "Log",
            "is not a key of Sluice (wrong.conf, line 2)",
            "The nearest one is sluice.source.table."))
        .contains(
            new ConfigError(
                "sluice.dataset.compression",
                "brotli",
                "is not one of zstd, snappy, gzip, lz4_raw, uncompressed (wrong.conf, line 4)",
                "Write one of zstd, snappy, gzip, lz4_raw, uncompressed, or leave it out for the default, zstd."));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      source.segments=0           | sluice.source.segments
      source.segments=1000001     | sluice.source.segments
      source.segments=1.5         | sluice.source.segments
      source.table=x              | sluice.source.table
      source.table=a/b            | sluice.source.table
      source.consistent-read=maybe| sluice.source.consistent-read
      source.index=byTime         | sluice.source.index
      experiments.index=byTime    | sluice.experiments.index
      experiments.statuses=failed | sluice.experiments.statuses
      source.capacity.percent=0   | sluice.source.capacity.percent
      source.capacity.percent=101 | sluice.source.capacity.percent
      source.capacity.max-read-units=0 | sluice.source.capacity.max-read-units
      source.capacity.max-units=0 | sluice.source.capacity.max-units
      source.capacity.deadline=soon | sluice.source.capacity.deadline
      source.schema.numbers=float | sluice.source.schema.numbers
      source.schema.sample-items=0| sluice.source.schema.sample-items
      source.max-rejects=-1       | sluice.source.max-rejects
      source.columns=[a           | sluice.source.columns
      aws.region=Frankfurt        | sluice.aws.region
      aws.dynamodb-endpoint=localhost:8000 | sluice.aws.dynamodb-endpoint
      aws.dynamodb-endpoint=http://dynamodb:8000 | sluice.aws.dynamodb-endpoint
      aws.dynamodb-endpoint=http://127.0.0.1.example.com:8000 | sluice.aws.dynamodb-endpoint
      aws.dynamodb-endpoint=http://localhost:8000/?to=x | sluice.aws.dynamodb-endpoint
      aws.dynamodb-endpoint=https://me:pw@example.com | sluice.aws.dynamodb-endpoint
      aws.s3-endpoint=http://10.0.0.7:9000 | sluice.aws.s3-endpoint
      aws.s3-endpoint=https://example.com/bucket | sluice.aws.s3-endpoint
      aws.allow-http=perhaps      | sluice.aws.allow-http
      aws.role-arn=reader         | sluice.aws.role-arn
      events.time=                | sluice.events.time
      events.time-format=HH:mm    | sluice.events.time-format
      labels.time-format=YYYY-MM-DD | sluice.labels.time-format
      experiments.time-format=when | sluice.experiments.time-format
      events.latency-unit=minutes | sluice.events.latency-unit
      dataset.root=ftp://host/x   | sluice.dataset.root
      dataset.root=s3a:/prefix    | sluice.dataset.root
      dataset.root=/              | sluice.dataset.root
      dataset.root=///            | sluice.dataset.root
      dataset.root=/tmp/..        | sluice.dataset.root
      dataset.root=file:/         | sluice.dataset.root
      dataset.root=file:///       | sluice.dataset.root
      dataset.root=file://host/x  | sluice.dataset.root
      dataset.root=~/x            | sluice.dataset.root
      dataset.root=s3a:///x       | sluice.dataset.root
      dataset.root=s3a://../x     | sluice.dataset.root
      dataset.root=s3a://ab/x     | sluice.dataset.root
      dataset.root=s3://My_Bucket/x | sluice.dataset.root
      dataset.root=s3a://-bucket/x | sluice.dataset.root
      dataset.root=s3a://10.0.0.7/x | sluice.dataset.root
      dataset.min-files=many      | sluice.dataset.min-files
      dataset.min-files=0         | sluice.dataset.min-files
      dataset.training.filter=a > | sluice.dataset.training.filter
      dataset.training.filter=a = 5 nd_b | sluice.dataset.training.filter
      dataset.training.missing=none | sluice.dataset.training.missing
      dataset.training.split.by=luck | sluice.dataset.training.split.by
      dataset.training.split.train=2 | sluice.dataset.training.split.train
      dataset.training.split.test=0.9 | sluice.dataset.training.split.train
      summary.ttl=0 days          | sluice.summary.ttl
      summary.namespace=a#b       | sluice.summary.namespace
      summary.namespace=RUN       | sluice.summary.namespace
      dataset.target-file-bytes=huge | sluice.dataset.target-file-bytes
      dataset.target-file-bytes=1 | sluice.dataset.target-file-bytes
      analytics.look-back=28      | sluice.analytics.look-back
      analytics.look-back=36 hours| sluice.analytics.look-back
      analytics.maturity=soon     | sluice.analytics.maturity
      analytics.max-models=0      | sluice.analytics.max-models
      analytics.max-versions=many | sluice.analytics.max-versions
      events.start=began          | sluice.events.start
      analytics.slo.target=0.9    | sluice.analytics.slo.target
      analytics.slo.latency-ms=-1 | sluice.analytics.slo.latency-ms
      analytics.targets.iris=text | sluice.analytics.targets.iris
      analytics.targets=iris      | sluice.analytics.targets
      experiments.better=best     | sluice.experiments.better
      summary.ttl=-1 days         | sluice.summary.ttl
      summary.table=arn:aws:dynamodb:eu-west-1:123456789012:table/Board | sluice.summary.table
      labels.table=Truth          | sluice.labels.table
      labels.id=ref               | sluice.labels.id
      source.filter=a >           | sluice.source.filter
      report.path=http://host/x   | sluice.report.path
      report.path=/tmp/victim.conf | sluice.report.path
      report.path=s3a://bucket/page | sluice.report.path
      nonsense                    | --set
      """)
  void aWrongValueIsOneFault(String set, String key) {
    List<String> sets = set.startsWith("source.filter")
            || set.startsWith("source.segments")
            || set.startsWith("source.col")
            || set.startsWith("source.cons")
        ? List.of("source.table=Log", set)
        : List.of(set);

    assertThat(faults(null, sets, Set.of())).singleElement().satisfies(fault -> {
      assertThat(fault.key()).isEqualTo(key);
      assertThat(fault.remedy()).isNotBlank();
    });
  }

  @Test
  void changesAreNoSnapshot() {
    assertThat(faults(null, List.of("source.kind=stream"), Set.of()))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.key()).isEqualTo("sluice.source.kind");
          assertThat(fault.problem()).contains("no snapshot").contains("only the Spark source");
          assertThat(fault.remedy())
              .contains("spark.readStream()")
              .contains("scan, export, pitr or auto");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "sluice.source.tabel, sluice.source.table",
    "sluice.source.region, sluice.aws.region",
    "source.capacity.max-read-unit, sluice.source.capacity.max-read-units",
    "sluice.labels.asof, sluice.labels.as-of",
    "sluice.sorce.table, sluice.source.table",
    "summary.tll, sluice.summary.ttl",
    "sluice.analytics.slo.latency, sluice.analytics.slo.latency-ms"
  })
  void anUnknownKeyNamesTheNearest(String key, String nearest) throws IOException {
    Path file = Files.writeString(folder.resolve("k.conf"), key + " = 1");

    assertThat(faults(file.toString(), List.of(), Set.of()))
        .singleElement()
        .extracting(ConfigError::remedy)
        .isEqualTo("The nearest one is " + nearest + ".");
  }

  @Test
  void bothBudgetsContradict() {
    assertThat(faults(
            null,
            List.of("source.capacity.max-read-units=5", "source.capacity.percent=50"),
            Set.of()))
        .extracting(ConfigError::key)
        .containsExactly("sluice.source.capacity.percent");
  }

  @Test
  void columnsMustHoldWhatIsAnalysed() {
    assertThat(faults(
            null,
            List.of("source.table=Log", "source.columns=a,b", "events.time=c.d", "events.id=a"),
            Set.of()))
        .extracting(ConfigError::problem)
        .containsExactly("leaves out c, which is events.time");
  }

  /** However the way there is spelled. */
  @Test
  void aReportIsNoneOfTheDatasetsFiles() throws IOException {
    Path root = Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(root.resolve("snapshots/b2"));
    Files.createDirectories(root.resolve("reports"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    Path page = Files.createSymbolicLink(
        folder.resolve("page.html"), Files.createFile(root.resolve("begun.html")));
    for (Object place : List.of(
        root + "/r.html",
        root + "/reports.html",
        root + "/snapshots/b2/r.html",
        root + "/reports/../figures/r.html",
        link + "/snapshots/new/r.html",
        link.toUri() + "r.htm",
        page)) {
      assertThat(faults(null, List.of("dataset.root=" + root, "report.path=" + place), Set.of()))
          .as(place.toString())
          .extracting(ConfigError::key)
          .containsExactly("sluice.report.path");
      assertThat(faults(null, List.of("dataset.root=" + link, "report.path=" + place), Set.of()))
          .hasSize(1);
    }
    for (String place :
        List.of(root + "/reports/r.html", link + "/reports/r.HTM", folder + "/data.html")) {
      assertThat(faults(null, List.of("dataset.root=" + root, "report.path=" + place), Set.of()))
          .as(place)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/data/snapshots/b2/r.html, 1",
    "s3://bucket/data/r.html, 1",
    "s3a://bucket/data%2Fx/r.html, 1",
    "s3a://bucket//data/r.html, 1",
    "s3a://bucket/data/reports/r.html, 0",
    "s3a://bucket/database/r.html, 0",
    "s3a://other/data/r.html, 0",
    "/data/r.html, 0"
  })
  void aReportIsNoneOfABucketsEither(String place, int faults) {
    List<String> sets = List.of("dataset.root=s3a://bucket/data", "report.path=" + place);
    assertThat(faults(null, sets, Set.of())).hasSize(faults);
  }

  @Test
  void oneTableHasOneRole() {
    assertThat(faults(
            null,
            List.of("source.table=Log", "labels.table=Log", "experiments.table=Log"),
            Set.of()))
        .extracting(ConfigError::key)
        .containsExactly("sluice.labels.table", "sluice.experiments.table");
  }

  @Test
  void aNamespaceIsAtMost255Bytes() {
    assertThat(faults(null, List.of("summary.namespace=" + "é".repeat(128)), Set.of()))
        .extracting(ConfigError::key)
        .containsExactly("sluice.summary.namespace");
    assertThat(faults(null, List.of("summary.namespace=" + "n".repeat(255)), Set.of()))
        .isEmpty();
  }

  @Test
  void secretsAreMasked() {
    assertThat(faults(
            null,
            List.of("aws.secret-key=hunter2", "dataset.root=s3a://id:hunter2@bucket/p"),
            Set.of()))
        .hasSize(2)
        .allSatisfy(
            fault -> assertThat(fault.toString()).contains("***").doesNotContain("hunter2"));
  }

  @Test
  void aFileThatIsMissingOrDoesNotParseIsAFaultWithItsLine() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.conf"), "sluice {\n  source {\n");

    assertThat(faults(folder.resolve("none.conf").toString(), List.of(), Set.of()))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).contains("none.conf", "no such file"));
    assertThat(faults(broken.toString(), List.of(), Set.of()))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).contains("broken.conf", "3"));
  }

  @Test
  void aRemoteFileIsReadThroughHadoop() throws IOException {
    Path file = Files.writeString(folder.resolve("remote.conf"), "sluice.source.segments = none");

    assertThat(faults(file.toUri().toString(), List.of(), Set.of()))
        .extracting(ConfigError::value)
        .contains("none");
    assertThat(faults(folder.toUri() + "none.conf", List.of(), Set.of()))
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).contains("no such file"));
  }

  @Test
  void anUnresolvedSubstitutionIsAFault() throws IOException {
    Path file =
        Files.writeString(folder.resolve("s.conf"), "sluice.source.table = ${NOT_SET_ANYWHERE}");

    assertThat(faults(file.toString(), List.of(), Set.of()))
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).contains("NOT_SET_ANYWHERE"));
  }

  private static List<ConfigError> faults(
      @org.jspecify.annotations.Nullable String file, List<String> sets, Set<Requirement> needs) {
    ConfigErrors faults = new ConfigErrors();
    SettingsReader.read(file, sets, needs, faults);
    return faults.all();
  }
}
