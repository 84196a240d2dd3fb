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
    assertThat(Fingerprint.ofFigures(changed, DAY)).isNotEqualTo(Fingerprint.ofFigures(PLAIN, DAY));
    assertThat(of(Verb.ANALYZE, changed)).isNotEqualTo(of(Verb.ANALYZE, PLAIN));
  }

  @Test
  void figuresAreOfADay() {
    LocalDate next = DAY.plusDays(1);
    assertThat(Fingerprint.ofFigures(PLAIN, next)).isNotEqualTo(Fingerprint.ofFigures(PLAIN, DAY));
    assertThat(Fingerprint.of(Verb.EXPORT, PLAIN, next)).isEqualTo(of(Verb.EXPORT, PLAIN));
    assertThat(Fingerprint.of(Verb.RUN, PLAIN, next)).isNotEqualTo(of(Verb.RUN, PLAIN));
  }

  @Test
  void whatIsPublishedIsToldApartByWhereTo() {
    Settings changed = settings("source.table=Log", "summary.namespace=n");
    assertThat(of(Verb.PUBLISH, changed)).isNotEqualTo(of(Verb.PUBLISH, PLAIN));
    assertThat(of(Verb.ANALYZE, changed)).isEqualTo(of(Verb.ANALYZE, PLAIN));
  }

  private static String of(Verb verb, Settings settings) {
    return Fingerprint.of(verb, settings, DAY);
  }

  @Test
  void spellingDoesNotMatter() {
    assertThat(of(Verb.RUN, settings("source.table=Log", "analytics.maturity=168 hours")))
        .isEqualTo(of(Verb.RUN, PLAIN));
  }

  private static Settings settings(String... sets) {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(null, List.of(sets), Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    return settings;
  }
}
