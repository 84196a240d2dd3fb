package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.AccessPath;
import dev.sluice.access.IndexNeeds;
import dev.sluice.access.ReadSettings;
import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.LatencyUnit;
import dev.sluice.analytics.Limits;
import dev.sluice.analytics.TargetKind;
import dev.sluice.dataset.DatasetSettings;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.summary.SummarySettings;
import dev.sluice.table.AwsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 28);

  private final Path folder;

  SettingsReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void defaultsAreThoseOfReferenceConf() {
    Settings settings = sound(null, List.of(), Set.of());

    assertThat(settings.aws()).isEqualTo(new AwsSettings(null, null, null, null));
    assertThat(settings.source())
        .isEqualTo(new SourceSettings(
            null,
            AccessPath.Kind.SCAN,
            null,
            null,
            null,
            List.of(),
            null,
            OptionalInt.empty(),
            false,
            new SourceSettings.Capacity(null, 50, null, null),
            true,
            null,
            1000,
            NumberMapping.EXACT,
            null,
            0));
    assertThat(settings.events()).isEqualTo(EventAttributes.defaults());
    assertThat(settings.labels())
        .isEqualTo(new Settings.Labels(
            null, new LabelAttributes("requestId", "label", "labeledAt", null, null)));
    assertThat(settings.snapshot())
        .isEqualTo(new SnapshotSettings(
            null,
            SnapshotSettings.PartitionBy.NONE,
            128L << 20,
            SnapshotSettings.Compression.ZSTD,
            null,
            null,
            "#",
            List.of(),
            false,
            null));
    assertThat(settings.analytics().on(DAY))
        .isEqualTo(new AnalyticsSettings(
            ZoneId.of("UTC"), DAY, null, null, null, null, Map.of(), Duration.ofDays(7)));
    assertThat(settings.experiments())
        .isEqualTo(new ExperimentSettings(
            null,
            null,
            new ExperimentAttributes(
                "experiment_id",
                "name",
                "created_at",
                "status",
                List.of(),
                "completed",
                "metrics.accuracy",
                ExperimentAttributes.Better.LARGER,
                "config",
                null)));
    assertThat(settings.summary())
        .isEqualTo(new SummarySettings("sluice-summary", null, Duration.ofDays(400)));
    assertThat(settings.reportPath()).isNull();
    assertThat(TableReads.of(settings)).isEmpty();
  }

  @Test
  void everySettingCanBeGiven() throws IOException {
    Path file = file("""
        sluice {
          aws {
            region = eu-central-1
            dynamodb-endpoint = "http://localhost:8000"
            s3-endpoint = "https://s3.example.org"
            role-arn = "arn:aws:iam::123456789012:role/team/reader"
          }
          source {
            table = "arn:aws:dynamodb:eu-central-1:123456789012:table/Log"
            kind = scan
            columns = [id, at, m, v, p, c, l, e]
            filter = "l > 3 and m is not null"
            segments = 16
            consistent-read = true
            capacity.max-read-units = 100
            skip-expired = false
            schema { sample-items = 10, numbers = double }
            max-rejects = 5
          }
          events { time-format = "dd/MM/yyyy HH:mm", latency-unit = S
                   id = id, time = at, model = m, version = v, prediction = p.value, confidence = c
                   latency-ms = l, error = e }
          labels { table = Truth, id = ref, label = is, time = since, as-of = "2026-10-20T02:00:00+02:00" }
          dataset { root = "s3a://bucket/some/prefix/", target-file-bytes = 1 MiB, compression = snappy
                    partition-by = day, keep = 7, afresh = true }
          analytics {
            zone = Europe/Zurich
            slo { latency-ms = 2.5, target = 0.99 }
            baseline-version = "1"
            targets { iris = class, "house.price" = numeric }
            maturity = 36 hours
            look-back = 28 days
            max-models = 20, max-versions = 10
          }
          experiments { table = Runs, id = i, name = n, time = t, status = s, done = ok, metric = m.loss
                        better = smaller, statuses = [ok, bad], config = m.config }
          summary { table = Board, namespace = team, ttl = 90 days }
          report.path = "s3a://bucket/report.html"
        }
        """);
    Settings settings = sound(file, List.of(), Set.of(Requirement.ROOT, Requirement.TABLES));

    assertThat(settings.aws())
        .isEqualTo(new AwsSettings(
            "eu-central-1",
            URI.create("http://localhost:8000"),
            URI.create("https://s3.example.org"),
            "arn:aws:iam::123456789012:role/team/reader"));
    assertThat(settings.events())
        .isEqualTo(new EventAttributes(
            "id",
            "at",
            "m",
            "v",
            "p.value",
            "c",
            "l",
            null,
            null,
            "e",
            "dd/MM/yyyy HH:mm",
            LatencyUnit.S));
    assertThat(settings.labels().attributes())
        .isEqualTo(new LabelAttributes(
            "ref", "is", "since", "dd/MM/yyyy HH:mm", Instant.parse("2026-10-20T00:00:00Z")));
    assertThat(settings.dataset())
        .isEqualTo(new DatasetSettings(
                URI.create("s3a://bucket/some/prefix"),
                1L << 20,
                "snappy",
                new Settings.EventDay("at", ZoneId.of("Europe/Zurich"), "dd/MM/yyyy HH:mm"),
                7)
            .startingAfresh());
    assertThat(settings.analytics().on(DAY))
        .isEqualTo(new AnalyticsSettings(
            ZoneId.of("Europe/Zurich"),
            DAY,
            28,
            2.5,
            0.99,
            "1",
            Map.of("iris", TargetKind.CLASS, "house.price", TargetKind.NUMERIC),
            Duration.ofHours(36),
            Map.of(),
            new Limits(20, 10),
            DAY));
    assertThat(settings.experiments().attributes())
        .isEqualTo(new ExperimentAttributes(
            "i",
            "n",
            "t",
            "s",
            List.of("ok", "bad"),
            "ok",
            "m.loss",
            ExperimentAttributes.Better.SMALLER,
            "m.config",
            "dd/MM/yyyy HH:mm"));
    assertThat(settings.summary())
        .isEqualTo(new SummarySettings("Board", "team", Duration.ofDays(90)));
    assertThat(settings.reportPath()).isEqualTo(URI.create("s3a://bucket/report.html"));

    AwsSettings aws = new AwsSettings(
        "eu-central-1",
        URI.create("http://localhost:8000"),
        settings.aws().s3Endpoint(),
        "arn:aws:iam::123456789012:role/team/reader");
    ReadSettings.Capacity capacity = new ReadSettings.Capacity(100L, 50, null, null);
    List<DeclaredColumns> named = TableReads.of(settings).stream()
        .map(read -> read.settings().columns().declared())
        .toList();
    assertThat(named).doesNotContain(DeclaredColumns.NONE);
    assertThat(TableReads.of(settings))
        .containsExactly(
            new TableRead(
                new ReadSettings(
                    aws,
                    "arn:aws:dynamodb:eu-central-1:123456789012:table/Log",
                    null,
                    false,
                    AccessPath.Kind.SCAN,
                    null,
                    16,
                    true,
                    capacity,
                    columns(named.get(0)),
                    null,
                    IndexNeeds.NONE,
                    null,
                    null),
                Role.SOURCE,
                List.of("id", "at", "m", "v", "p", "c", "l", "e"),
                "l > 3 and m is not null",
                false,
                5,
                List.of()),
            new TableRead(
                ReadSettings.of(aws, "Truth").with(capacity).with(columns(named.get(1))),
                Role.LABELS,
                List.of(),
                null,
                false,
                5,
                List.of()),
            new TableRead(
                ReadSettings.of(aws, "Runs")
                    .with(capacity)
                    .with(columns(named.get(2)))
                    .on(null, new IndexNeeds("s", List.of("ok", "bad"), List.of())),
                Role.EXPERIMENTS,
                List.of(),
                "`s` IN ('ok', 'bad')",
                false,
                5,
                List.of()));
  }

  private static ReadSettings.Columns columns(DeclaredColumns named) {
    return new ReadSettings.Columns(NumberMapping.DOUBLE, 10, named, null);
  }

  @Test
  void setWinsOverTheFileAndTheLastOneOverOthers() throws IOException {
    Path file = file("sluice { source { table = FromFile, segments = 3 } }");
    Settings settings = sound(
        file,
        List.of(
            "source.table=First",
            "sluice.source.table=Second",
            "source.columns=a, b",
            "source.filter=a = 'x=y;z' and b > 1",
            "analytics.targets.iris=numeric",
            "analytics.targets.\"house.price\"=class",
            "dataset.root=s3://bucket/p"),
        Set.of());

    assertThat(settings.source().table()).isEqualTo("Second");
    assertThat(settings.source().segments()).hasValue(3);
    assertThat(settings.source().columns()).containsExactly("a", "b");
    assertThat(settings.source().filter()).isEqualTo("a = 'x=y;z' and b > 1");
    assertThat(settings.analytics().targets())
        .isEqualTo(Map.of("iris", TargetKind.NUMERIC, "house.price", TargetKind.CLASS));
    assertThat(settings.dataset().root()).isEqualTo(URI.create("s3://bucket/p"));
  }

  @Test
  void setToNullIsNotSet() throws IOException {
    Path file =
        file("sluice { source { table = Log, columns = [a], capacity.max-read-units = 5 } }");
    Settings settings = sound(
        file,
        List.of(
            "source.columns=null", "source.capacity.max-read-units=null", "source.capacity=null"),
        Set.of());

    assertThat(settings.source().columns()).isEmpty();
    assertThat(settings.source().capacity())
        .isEqualTo(sound(null, List.of(), Set.of()).source().capacity());
  }

  @Test
  void labelsReferToTheEventsIdWhateverItIs() {
    Settings settings =
        sound(null, List.of("events.id=key", "source.table=Log", "labels.table=Truth"), Set.of());

    assertThat(settings.labels().attributes().id()).isEqualTo("key");
  }

  @Test
  void theEnvironmentFillsInWhereItIsSet() throws IOException {
    Path file = file("""
        sluice.source.table = ${?PATH_THAT_NOBODY_SETS}
        sluice.summary.namespace = ${?SLUICE_TEST_NAMESPACE}
        sluice.report.path = ${?PATH_THAT_NOBODY_SETS}
        """);

    assertThat(sound(file, List.of(), Set.of()).source().table()).isNull();
  }

  @Test
  void nullMeansNotSet() throws IOException {
    Path file = file("sluice { source.table = null, events.time = null, source.index = null }");
    Settings settings = sound(file, List.of(), Set.of());

    assertThat(settings.source().table()).isNull();
    assertThat(settings.events().time()).isEqualTo("timestamp");
  }

  @Test
  void httpElsewhereIsAllowedByName() {
    List<String> sets = List.of("source.table=Log", "aws.dynamodb-endpoint=http://emulator:8000");
    List<String> allowed = new ArrayList<>(sets);
    allowed.add("aws.allow-http=true");
    assertThat(TableReads.of(sound(null, allowed, Set.of()))
            .get(0)
            .settings()
            .aws()
            .dynamoDbEndpoint())
        .hasToString("http://emulator:8000");
    ConfigErrors faults = new ConfigErrors();
    SettingsReader.read(null, sets, Set.of(), faults);
    assertThat(faults.all()).extracting("key").containsExactly("sluice.aws.dynamodb-endpoint");
  }

  @Test
  void localPathsBecomeUris() {
    Settings settings = sound(
        null,
        List.of("dataset.root=" + folder, "report.path=file:" + folder + "/reports/r.html"),
        Set.of());

    assertThat(settings.dataset().root()).hasToString("file://" + folder);
    assertThat(settings.reportPath()).hasToString("file://" + folder + "/reports/r.html");
  }

  @Test
  void namesInLocationsStandForThemselves() {
    String odd = "/a b/c#d/e?f/100%/g+h/ü=:😀";
    String escaped = "/a%20b/c%23d/e%3Ff/100%25/g+h/%C3%BC=:😀";
    for (String path : List.of(odd, escaped)) {
      assertThat(root("s3a://bucket" + path).getPath()).isEqualTo(odd);
      assertThat(root("s3a://bucket" + path).getAuthority()).isEqualTo("bucket");
      assertThat(root("file:" + folder + path).getPath()).isEqualTo(folder + odd);
    }
    assertThat(root(folder + odd).getPath()).isEqualTo(folder + odd);
    assertThat(root(folder + "/a%20b").getPath()).isEqualTo(folder + "/a%20b");
    assertThat(root("s3://bucket//a//b/").getPath()).isEqualTo("/a/b");
  }

  private URI root(String text) {
    return sound(null, List.of("dataset.root=" + text), Set.of()).dataset().root();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("user.conf"), content);
  }

  @Test
  void theExamplesInConfAreSound() {
    Path conf = Path.of("conf");
    for (String example : List.of("inference", "experiments")) {
      Settings settings = sound(
          conf.resolve(example + ".conf"), List.of(), Set.of(Requirement.ROOT, Requirement.TABLES));
      assertThat(TableReads.of(settings)).isNotEmpty();
      assertThat(settings.dataset().root()).hasToString("s3a://sluice-demo/" + example);
    }
  }

  private static Settings sound(
      @org.jspecify.annotations.Nullable Path file, List<String> sets, Set<Requirement> needs) {
    ConfigErrors faults = new ConfigErrors();
    Settings settings =
        SettingsReader.read(file == null ? null : file.toString(), sets, needs, faults);
    assertThat(faults.all()).isEmpty();
    return settings;
  }
}
