package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.AccessPath;
import dev.sluice.failure.ConfigError;
import dev.sluice.job.args.Verb;
import dev.sluice.job.args.Verb.Requirement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sources: what each has, and what is refused. */
final class JobSettingsReaderTest {
  private static final Set<Requirement> RUN = Verb.RUN.needs();
  private static final String TWO = """
      sluice {
        dataset.root = "s3a://bucket/lake"
        report.path = "s3a://bucket/all.html"
        experiments.id = ${sluice.events.id}
        source.capacity.percent = 40
        analytics.look-back = 28 days
        sources {
          clicks { source.table = Clicks, analytics.look-back = 7 days }
          orders { source { table = Orders, columns = [orderId, b] }, events.id = orderId, experiments.table = Trials }
        }
      }
      """;

  private static final String ROLE =
      "sources.orders.aws.role-arn=arn:aws:iam::123456789012:role/orders";

  private final ConfigErrors errors = new ConfigErrors();

  @TempDir
  Path folder;

  @Test
  void withoutSourcesItIsWhatItWas() throws IOException {
    String file = "sluice { dataset.root = /x, source.table = TableT, summary.namespace = n }";
    JobSettings settings = sound(file);

    assertThat(settings.sources()).isEmpty();
    assertThat(settings.shared())
        .isEqualTo(
            SettingsReader.read(path(file), List.of(), new Environment(Map.of()), RUN, errors));
    assertThat(sound("sluice { dataset.root = /x, source.table = TableT, sources {} }")
            .sources())
        .isEmpty();
  }

  @Test
  void eachInheritsAllElse() throws IOException {
    JobSettings settings = sound(TWO);
    Settings clicks = of(settings, "clicks");
    Settings orders = of(settings, "orders");

    assertThat(settings.sources().keySet()).containsExactly("clicks", "orders");
    assertThat(clicks.source().table()).isEqualTo("Clicks");
    assertThat(clicks.source().capacity().percent()).isEqualTo(40);
    assertThat(clicks.analytics().lookBackDays()).isEqualTo(7);
    assertThat(orders.analytics().lookBackDays()).isEqualTo(28);
    assertThat(orders.source().columns()).containsExactly("orderId", "b");
    assertThat(orders.experiments().table()).isEqualTo("Trials");
    assertThat(clicks.experiments().table()).isNull();
    // what is derived outside follows the source's own value
    assertThat(orders.experiments().attributes().id()).isEqualTo("orderId");
    assertThat(clicks.experiments().attributes().id()).isEqualTo("requestId");
    assertThat(orders.labels().attributes().id()).isEqualTo("orderId");
  }

  @Test
  void eachHasPlacesOfItsOwn() throws IOException {
    JobSettings settings = sound(TWO);
    Settings clicks = of(settings, "clicks");

    assertThat(clicks.snapshot().root()).isEqualTo(URI.create("s3a://bucket/lake/clicks"));
    assertThat(clicks.summary().namespace()).isEqualTo("clicks");
    assertThat(clicks.reportPath()).isEqualTo(URI.create("s3a://bucket/all-clicks.html"));
    assertThat(Objects.requireNonNull(clicks.board()).source()).isEqualTo("clicks");
    assertThat(clicks.board().summary()).isEqualTo(settings.shared().summary());
    assertThat(settings.shared().board()).isNull();
    assertThat(of(sound(TWO, "summary.namespace=team"), "orders").summary().namespace())
        .isEqualTo("team#orders");
  }

  @Test
  void aSourceMaySayOtherwise() throws IOException {
    JobSettings settings = sound(
        TWO,
        "summary.namespace=team",
        "sources.orders.summary.namespace=null",
        "sources.orders.dataset.root=/elsewhere",
        "sources.orders.report.path=null",
        "sources.clicks.summary.namespace=mine",
        // not over what a source says of its own places
        "dataset.root=/outside");

    assertThat(of(settings, "orders").summary().namespace()).isNull();
    assertThat(of(settings, "orders").snapshot().root()).isEqualTo(URI.create("file:///elsewhere"));
    assertThat(of(settings, "orders").reportPath()).isNull();
    assertThat(of(settings, "clicks").summary().namespace()).isEqualTo("mine");
    assertThat(of(settings, "clicks").snapshot().root())
        .isEqualTo(URI.create("file:///outside/clicks"));
  }

  @Test
  void setWinsOverTheFile() throws IOException {
    JobSettings all = sound(
        TWO, "analytics.look-back=3 days", "source.kind=pitr", "source.export.bucket=exports");
    assertThat(of(all, "clicks").analytics().lookBackDays()).isEqualTo(3);
    assertThat(of(all, "orders").analytics().lookBackDays()).isEqualTo(3);
    assertThat(of(all, "orders").source().kind()).isEqualTo(AccessPath.Kind.PITR);

    JobSettings one = sound(
        TWO,
        "analytics.look-back=3 days",
        "sources.orders.analytics.look-back=5 days",
        "sources.orders.source.columns=orderId,y");
    assertThat(of(one, "clicks").analytics().lookBackDays()).isEqualTo(3);
    assertThat(of(one, "orders").analytics().lookBackDays()).isEqualTo(5);
    assertThat(of(one, "orders").source().columns()).containsExactly("orderId", "y");

    assertThat(sound(TWO, "sources.orders=null").sources().keySet()).containsExactly("clicks");
    assertThat(sound(TWO, "sources.more={ source.table = More }").sources()).hasSize(3);
    assertThat(of(sound(TWO, "sources.orders.experiments.table=null"), "orders")
            .experiments()
            .table())
        .isNull();
  }

  @Test
  void aReferenceIsToThePathThatItNames() throws IOException {
    JobSettings settings = sound("""
        sluice {
          dataset.root = /lake
          source.filter = "day > '2026'"
          sources {
            a { source.table = TableA, dataset.root = ${sluice.dataset.root}/special/a }
            b { source { table = TableB, filter = ${sluice.source.filter}" and x = 1" } }
            c = ${sluice.sources.b} { source.table = TableC }
          }
        }
        """);

    assertThat(of(settings, "a").snapshot().root()).isEqualTo(URI.create("file:///lake/special/a"));
    assertThat(of(settings, "b").source().filter()).isEqualTo("day > '2026' and x = 1");
    assertThat(of(settings, "c").source().filter()).isEqualTo("day > '2026' and x = 1");
    assertThat(of(settings, "c").source().table()).isEqualTo("TableC");
  }

  @Test
  void errorsOfAllSourcesAreToldTogetherWithTheirKeys() throws IOException {
    read("""
        sluice {
          dataset.root = /lake
          analytics.zone = Nowhere
          source.capacity.percnt = 5
          sources {
            clicks { events.latency-unit = hours }
            orders { source { table = Orders, segmnts = 3 }, labels.id = x, sources.inner.a = 1 }
          }
        }
        """);

    assertThat(errors.all())
        .extracting(ConfigError::key)
        .containsExactlyInAnyOrder(
            // inherited by both, and told once
            "sluice.analytics.zone",
            "sluice.source.capacity.percnt",
            "sluice.sources.clicks.events.latency-unit",
            "sluice.sources.clicks.source.table",
            "sluice.sources.orders.source.segmnts",
            "sluice.sources.orders.labels.id",
            "sluice.sources.orders.sources");
    assertThat(errors.all())
        .filteredOn(error -> error.key().endsWith("segmnts"))
        .singleElement()
        .satisfies(error -> {
          assertThat(error.remedy())
              .isEqualTo("The nearest one is sluice.sources.orders.source.segments.");
          assertThat(error.problem()).contains("c.conf, line 7");
        });
  }

  @Test
  void aRequiredRootIsMissingForEach() throws IOException {
    read(
        "sluice.sources { a { source.table = TableA }, b { source.table = TableB, dataset.root = /b } }");

    assertThat(errors.all())
        .extracting(ConfigError::key)
        .containsExactly("sluice.sources.a.dataset.root");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a/b",
        "..",
        "-a",
        "_a",
        "a.b",
        "BOARD",
        "LATENCY",
        "a#b",
        "ä",
        "a23456789012345678901234567890123"
      })
  void namesThatCannotBeFoldersOrKeysAreRefused(String name) throws IOException {
    read("sluice { dataset.root = /x, sources { \"" + name + "\" { source.table = Orders } } }");

    assertThat(errors.all()).singleElement().satisfies(error -> {
      assertThat(error.key()).startsWith("sluice.sources.").contains(name);
      assertThat(error.problem()).contains("has a name that cannot be");
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "sources.b.dataset.root=/lake/a; dataset.root; is the root of source a",
        "sources.b.dataset.root=/lake/a/snapshots; dataset.root; within the other",
        "sources.b.dataset.root=/lake; dataset.root; within the other",
        "sources.b.summary.namespace=a; summary.namespace; is that of source a",
        "sources.b.summary.namespace=null; summary.namespace; is that of the board of all sources",
        "sources.b.report.path=/r/all-a.html; report.path; is that of source a",
        "sources.b.report.path=/lake/a/x.html; report.path; is among the files of source a",
        "sources.b.source.table=TableA; source.table; is read by source a with the same settings",
        "sources.b.summary.table=TableA; source.table; is the summary table of source b",
        "sources.b=7; ; is not a section",
        "sources=x; ; is not a section",
        "sources.A={ source.table = TableC }; ; in case only"
      })
  void whatWouldMixIsRefused(String set, String key, String problem) throws IOException {
    read(
        "sluice { dataset.root = /lake, report.path = /r/all.html,"
            + " sources { a { source.table = TableA }, b { source.table = TableB } } }",
        set);

    assertThat(errors.all()).singleElement().satisfies(error -> {
      assertThat(error.key()).startsWith("sluice.sources").endsWith(key == null ? "" : key);
      assertThat(error.problem()).contains(problem);
    });
  }

  @Test
  void oneTableWithTwoFiltersDoesNotMix() throws IOException {
    assertThat(sound("""
        sluice {
          dataset.root = /lake
          source.table = Log
          sources { de.source.filter = "tenant = 'de'", ch.source.filter = "tenant = 'ch'" }
        }
        """).sources()).hasSize(2);
  }

  @Test
  void oneBucketIsReachedInOneWay() throws IOException {
    read(TWO, ROLE);
    assertThat(errors.all()).singleElement().satisfies(error -> {
      assertThat(error.key()).isEqualTo("sluice.sources.orders.aws");
      assertThat(error.problem()).contains("reaches bucket bucket", "source clicks");
    });
  }

  @Test
  void twoBucketsMayBeReachedInTwoWays() throws IOException {
    assertThat(sound(
                TWO,
                ROLE,
                "sources.orders.dataset.root=s3a://another/lake",
                "sources.orders.report.path=null")
            .sources())
        .hasSize(2);
  }

  @Test
  void aCommandWithTablesOfItsOwnRefusesThem() throws IOException {
    SettingsReader.read(path(TWO), List.of(), new Environment(Map.of()), Set.of(), errors);

    assertThat(errors.all()).extracting(ConfigError::key).containsExactly("sluice.sources");
  }

  @Test
  void aSecretIsRefusedWhereItStands() throws IOException {
    Environment environment = new Environment(Map.of("MY_TOKEN", "s3cr3t"));
    JobSettingsReader.read(
        path(
            "sluice { dataset.root = /x, sources.a.source { table = TableA, filter = ${MY_TOKEN} } }"),
        List.of(),
        environment,
        RUN,
        errors);

    assertThat(errors.all())
        .extracting(ConfigError::key)
        .containsExactly("sluice.sources.a.source.filter");
    assertThat(errors.all().toString()).doesNotContain("s3cr3t");
  }

  /** The snapshot is that of the table; the result also says where its board stands. */
  @Test
  void theBoardOfAllBelongsToTheResult() throws IOException {
    LocalDate day = LocalDate.of(2026, 10, 28);
    Settings alone = sound(
            "sluice { dataset.root = /x, source.table = Clicks, summary.namespace = clicks }")
        .shared();
    String sources = "sluice { dataset.root = /x, sources.clicks.source.table = Clicks }";
    Settings clicks = of(sound(sources), "clicks");
    Settings elsewhere = of(
        sound(sources, "summary.namespace=n", "sources.clicks.summary.namespace=clicks"), "clicks");

    assertThat(Fingerprint.snapshot(clicks)).isEqualTo(Fingerprint.snapshot(alone));
    assertThat(Fingerprint.of(Verb.EXPORT, clicks, day, null))
        .isEqualTo(Fingerprint.of(Verb.EXPORT, alone, day, null));
    assertThat(Fingerprint.of(Verb.RUN, clicks, day, null).text())
        .isNotEqualTo(Fingerprint.of(Verb.RUN, alone, day, null).text())
        .isNotEqualTo(Fingerprint.of(Verb.RUN, elsewhere, day, null).text());
  }

  private static Settings of(JobSettings settings, String name) {
    return Objects.requireNonNull(settings.sources().get(name), name);
  }

  private JobSettings sound(String file, String... sets) throws IOException {
    JobSettings settings = read(file, sets);
    assertThat(errors.all()).isEmpty();
    return settings;
  }

  private JobSettings read(String file, String... sets) throws IOException {
    return JobSettingsReader.read(
        path(file), new ArrayList<>(List.of(sets)), new Environment(Map.of()), RUN, errors);
  }

  private String path(String content) throws IOException {
    return Files.writeString(folder.resolve("c.conf"), content).toString();
  }
}
