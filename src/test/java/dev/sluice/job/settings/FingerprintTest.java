package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
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

    assertThat(Fingerprint.ofSnapshot(changed))
        .isNotEqualTo(Fingerprint.ofSnapshot(PLAIN))
        .matches("[0-9a-f]{64}");
    assertThat(Fingerprint.ofRun(changed)).isNotEqualTo(Fingerprint.ofRun(PLAIN));
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
    assertThat(Fingerprint.ofRun(settings("source.table=Log", set)))
        .isEqualTo(Fingerprint.ofRun(PLAIN));
  }

  @Test
  void figuresHaveAHashOfTheirOwn() {
    Settings changed =
        settings("source.table=Log", "analytics.targets.a=class", "analytics.maturity=1 day");

    assertThat(Fingerprint.ofSnapshot(changed)).isEqualTo(Fingerprint.ofSnapshot(PLAIN));
    assertThat(Fingerprint.ofFigures(changed)).isNotEqualTo(Fingerprint.ofFigures(PLAIN));
    assertThat(Fingerprint.ofSummary(changed)).isEqualTo(Fingerprint.ofSummary(PLAIN));
  }

  @Test
  void spellingDoesNotMatter() {
    assertThat(Fingerprint.ofRun(settings("source.table=Log", "analytics.maturity=168 hours")))
        .isEqualTo(Fingerprint.ofRun(PLAIN));
  }

  private static Settings settings(String... sets) {
    Faults faults = new Faults();
    Settings settings = SettingsReader.read(null, List.of(sets), Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    return settings;
  }
}
