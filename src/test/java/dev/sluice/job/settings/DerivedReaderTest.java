package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.derived.Query;
import dev.sluice.failure.ConfigError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DerivedReaderTest {
  @Test
  void queriesByTheirNames() {
    ConfigErrors faults = new ConfigErrors();
    assertThat(read(
            faults,
            "dataset.derived.two.sql=SELECT 2 AS b",
            "dataset.derived.one-1.sql=SELECT 1 AS a"))
        .containsExactly(new Query("one-1", "SELECT 1 AS a"), new Query("two", "SELECT 2 AS b"));
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void everyFaultAtOnceWithItsKeyAndRemedy() {
    ConfigErrors faults = new ConfigErrors();
    read(
        faults,
        "dataset.derived.a.sql=SELEC 1",
        "dataset.derived.b.sql=DROP TABLE x",
        "dataset.derived.c.sqll=SELECT 1",
        "dataset.derived.\"../d\".sql=SELECT 1",
        "dataset.derived._e.sql=SELECT 1",
        "dataset.derived.f=SELECT 1",
        "dataset.derived.g.sql=SELECT 1",
        "dataset.derived.G.sql=SELECT 1");

    assertThat(faults.all())
        .extracting(ConfigError::key)
        .containsExactlyInAnyOrder(
            "sluice.dataset.derived.a.sql",
            "sluice.dataset.derived.b.sql",
            "sluice.dataset.derived.c",
            "sluice.dataset.derived.c.sqll",
            "sluice.dataset.derived.\"../d\"",
            "sluice.dataset.derived._e",
            "sluice.dataset.derived.f",
            "sluice.dataset.derived.g");
    assertThat(faults.all()).allSatisfy(fault -> assertThat(fault.remedy()).isNotBlank());
    assertThat(faults.all())
        .filteredOn(fault -> fault.key().equals("sluice.dataset.derived.a.sql"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).contains("PARSE_SYNTAX_ERROR"));
  }

  @Test
  void aTextIsNoSection() {
    ConfigErrors faults = new ConfigErrors();
    read(faults, "dataset.derived=sql");
    assertThat(faults.all()).extracting(ConfigError::key).containsExactly("sluice.dataset.derived");
  }

  private static List<Query> read(ConfigErrors faults, String... sets) {
    return SettingsReader.read(null, List.of(sets), Set.of(), faults).derived();
  }
}
