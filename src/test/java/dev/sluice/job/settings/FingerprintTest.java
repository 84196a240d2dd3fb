package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.args.Verb;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 28);

  private static final Settings PLAIN = settings("source.table=Log");

  private static final Settings FULL = settings(
      "source.table=Log",
      "aws.region=eu-west-1",
      "dataset.training.profile=numeric",
      "dataset.training.features=[a, { from = b, as = c, categories = true, missing = -1, invalid = missing }]",
      "dataset.training.split.group=user",
      "dataset.min-files=2",
      "labels.as-of=2026-11-01T00:00:00Z",
      "dataset.derived.one.sql=select 1 as one",
      "analytics.slo.latency-ms=250",
      "analytics.slo.target=0.99",
      "analytics.look-back=28 days",
      "analytics.targets.a=class",
      "analytics.zone=Europe/Zurich",
      "experiments.statuses=[completed, failed]",
      "events.latency-unit=s",
      "summary.namespace=n");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source.table=Other",
        "source.columns=a",
        "source.filter=a > 1",
        "source.skip-expired=false",
        "source.schema.numbers=double",
        "labels.table=Truth",
        "experiments.table=Runs",
        "experiments.statuses=completed",
        "aws.region=eu-west-1",
        "dataset.compression=gzip",
        "dataset.entity-by=kind",
        "dataset.strip-shards=[model]",
        "dataset.derived.one.sql=select 1 as one"
      })
  void whatDecidesASnapshotChangesItsHash(String set) {
    Settings changed = settings("source.table=Log", set);

    assertThat(Fingerprint.snapshot(changed)).isNotEqualTo(Fingerprint.snapshot(PLAIN));
    assertThat(of(Verb.EXPORT, changed))
        .isNotEqualTo(of(Verb.EXPORT, PLAIN))
        .matches("[0-9a-f]{32}");
    assertThat(of(Verb.RUN, changed)).isNotEqualTo(of(Verb.RUN, PLAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source.segments=7",
        "source.export.bucket=exports",
        "source.capacity.max-read-units=9",
        "source.capacity.max-units=9",
        "source.capacity.deadline=1h",
        "aws.dynamodb-endpoint=http://localhost:1",
        "dataset.root=/elsewhere",
        "report.path=/elsewhere.html"
      })
  void paceAndPlaceChangeNone(String set) {
    assertThat(of(Verb.RUN, settings("source.table=Log", set))).isEqualTo(of(Verb.RUN, PLAIN));
  }

  @Test
  void figuresHaveAHashOfTheirOwn() {
    Settings changed =
        settings("source.table=Log", "analytics.targets.a=class", "analytics.maturity=1 day");

    assertThat(Fingerprint.snapshot(changed)).isEqualTo(Fingerprint.snapshot(PLAIN));
    assertThat(of(Verb.EXPORT, changed)).isEqualTo(of(Verb.EXPORT, PLAIN));
    assertThat(Fingerprint.ofFigures(changed, DAY, null))
        .isNotEqualTo(Fingerprint.ofFigures(PLAIN, DAY, null));
    assertThat(of(Verb.ANALYZE, changed)).isNotEqualTo(of(Verb.ANALYZE, PLAIN));
  }

  @Test
  void figuresAreOfADay() {
    LocalDate next = DAY.plusDays(1);
    assertThat(Fingerprint.ofFigures(PLAIN, next, null))
        .isNotEqualTo(Fingerprint.ofFigures(PLAIN, DAY, null));
    assertThat(Fingerprint.of(Verb.EXPORT, PLAIN, next, null))
        .isEqualTo(Fingerprint.of(Verb.EXPORT, PLAIN, DAY, null));
    assertThat(Fingerprint.of(Verb.RUN, PLAIN, next, null))
        .isNotEqualTo(Fingerprint.of(Verb.RUN, PLAIN, DAY, null));
  }

  @Test
  void whatIsPublishedIsToldApartByWhereTo() {
    Settings changed = settings("source.table=Log", "summary.namespace=n");
    assertThat(of(Verb.PUBLISH, changed)).isNotEqualTo(of(Verb.PUBLISH, PLAIN));
    assertThat(of(Verb.ANALYZE, changed)).isEqualTo(of(Verb.ANALYZE, PLAIN));
  }

  private static String of(Verb verb, Settings settings) {
    return Fingerprint.of(verb, settings, DAY, null).text();
  }

  @Test
  void spellingDoesNotMatter() {
    assertThat(of(Verb.RUN, settings("source.table=Log", "analytics.maturity=168 hours")))
        .isEqualTo(of(Verb.RUN, PLAIN));
  }

  /** The literals stand in stored runs: a change here makes them unresumable. */
  @Test
  void hashesStayWhatTheyAre() {
    assertThat(of(Verb.EXPORT, PLAIN)).isEqualTo("31b8fedbc1e25906f04da467e323d9f5");
    assertThat(of(Verb.ANALYZE, PLAIN)).isEqualTo("25cd8765c1d22fabe003f6e1f89f8736");
    assertThat(of(Verb.RUN, PLAIN)).isEqualTo("2ea01d6d9ca96525f725da3f3484e288");
    assertThat(of(Verb.EXPORT, FULL)).isEqualTo("4ac56a9fbcb4fb4fdd6e5a26b00816a1");
    assertThat(of(Verb.ANALYZE, FULL)).isEqualTo("03b049d14ecd45593cd4d4cf47750dc0");
    assertThat(of(Verb.PUBLISH, FULL)).isEqualTo("c3d6dd3662de532c8962aa5d1f288fba");
    assertThat(of(Verb.RUN, FULL)).isEqualTo("cc0c82c58428c1abf456919624b0c95c");
    assertThat(Fingerprint.ofFigures(FULL, DAY, null).text())
        .isEqualTo("03b049d14ecd45593cd4d4cf47750dc0");
    assertThat(Fingerprint.snapshot(FULL).hash())
        .isEqualTo("9a8f4845540f123cfaf65ad28ad89a98bed9ea0348b3e73f3cf8a88cbe49fb79");
  }

  /** Computed by the release that hashed the texts of records. */
  @Test
  void hashesOfEarlierReleasesAreKnown() {
    assertThat(earlier(Verb.EXPORT, PLAIN)).isEqualTo("31b8fedbc1e25906f04da467e323d9f5");
    assertThat(earlier(Verb.ANALYZE, PLAIN)).isEqualTo("c332ecc3c5f5b3034b89096ac39b400b");
    assertThat(earlier(Verb.PUBLISH, PLAIN)).isEqualTo("6c214195955634ea2a8857010b5ff2fa");
    assertThat(earlier(Verb.RUN, PLAIN)).isEqualTo("e3b41fb3a32c46b6d94dedf5b94762d4");
    assertThat(earlier(Verb.EXPORT, FULL)).isEqualTo("c7b75ec17786c30c081d48b5c29dbe6d");
    assertThat(earlier(Verb.ANALYZE, FULL)).isEqualTo("5bcf9c46c5d2f3d3d33621f316644d82");
    assertThat(earlier(Verb.PUBLISH, FULL)).isEqualTo("7e2fb5319b6504459f6b71206093c105");
    assertThat(earlier(Verb.RUN, FULL)).isEqualTo("498235b7a3d0b8b3f791c30b5e9b239e");
  }

  private static String earlier(Verb verb, Settings settings) {
    return Fingerprint.of(verb, settings, DAY, null).earlier();
  }

  private static Settings settings(String... sets) {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(null, List.of(sets), Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    return settings;
  }
}
