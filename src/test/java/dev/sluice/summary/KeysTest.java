package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Grain;
import dev.sluice.failure.GateFailed;
import dev.sluice.failure.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private final Keys keys = new Keys(null);

  @Test
  void everyRowHasItsKey() {
    assertThat(keys.latency("wine", Samples.DAY, "3"))
        .isEqualTo(new RowKey("LATENCY#wine", "DAY#2026-10-19#3"));
    assertThat(keys.latency("wine", Samples.HOUR, "*"))
        .isEqualTo(new RowKey("LATENCY#wine", "HOUR#2026-10-19T13#*"));
    assertThat(keys.latency("wine", Samples.WEEK, "-"))
        .isEqualTo(new RowKey("LATENCY#wine", "WEEK#2026-W43#-"));
    assertThat(keys.accuracy("wine", Samples.DAY, "3"))
        .isEqualTo(new RowKey("ACCURACY#wine", "DAY#2026-10-19#3"));
    assertThat(keys.best("iris")).isEqualTo(new RowKey("EXPERIMENT#iris", "BEST"));
    assertThat(keys.experimentRun("iris", "1790815079", "exp_1"))
        .isEqualTo(new RowKey("EXPERIMENT#iris", "RUN#1790815079#exp_1"));
    assertThat(keys.board("wine")).isEqualTo(new RowKey("BOARD", "wine"));
    assertThat(keys.run("r-1")).isEqualTo(new RowKey("RUN", "r-1"));
    assertThat(keys.windowKey(Keys.LATENCY, Grain.DAY, "2026-10-19"))
        .isEqualTo("LATENCY#DAY#2026-10-19");
    assertThat(Keys.modelKey("wine", "3")).isEqualTo("wine#3");
  }

  @Test
  void aNamespaceStandsBeforeEveryPartition() {
    Keys team = new Keys("team-a");
    assertThat(team.latency("wine", Samples.DAY, "3"))
        .isEqualTo(new RowKey("team-a#LATENCY#wine", "DAY#2026-10-19#3"));
    assertThat(team.board("wine").pk()).isEqualTo("team-a#BOARD");
    assertThat(team.run("r").pk()).isEqualTo("team-a#RUN");
    assertThat(team.best("iris").pk()).isEqualTo("team-a#EXPERIMENT#iris");
    assertThat(team.windowKey(Keys.ACCURACY, Grain.DAY, "2026-10-19"))
        .isEqualTo("team-a#ACCURACY#DAY#2026-10-19");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a#b", "LATENCY", "BOARD"})
  void namespacesThatCouldMeetOtherKeysAreRefused(String namespace) {
    assertThatThrownBy(() -> new Keys(namespace))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("sluice.summary.namespace");
  }

  @Test
  void aHashInANameMeetsNoOtherName() {
    assertThat(Keys.modelKey("a#b", "c"))
        .isEqualTo("a%23b#c")
        .isNotEqualTo(Keys.modelKey("a", "b#c"));
    assertThat(keys.experimentRun("e", "1#2", "3"))
        .isNotEqualTo(keys.experimentRun("e", "1", "2#3"));
    assertThat(keys.latency("a#b", Samples.DAY, "c#d"))
        .isEqualTo(new RowKey("LATENCY#a#b", "DAY#2026-10-19#c#d"));
  }

  @Test
  void keysThatAreTooLongAreNamed() {
    // 3 bytes each in UTF-8
    String name = "語".repeat(680);
    assertThat(keys.latency(name, Samples.DAY, "3").pk()).endsWith(name);
    assertThatThrownBy(() -> keys.latency(name + "語", Samples.DAY, "3"))
        .isInstanceOf(GateFailed.class)
        .hasMessageContaining("pk has 2051 bytes")
        .hasMessageContaining("語…語").hasMessageContaining("(689 characters)");
    assertThatThrownBy(() -> keys.board("x".repeat(1025)))
        .isInstanceOf(GateFailed.class)
        .hasMessageContaining("sk has 1025 bytes");
    assertThatThrownBy(() -> Keys.modelKey("x".repeat(1023), "1"))
        .isInstanceOf(GateFailed.class)
        .hasMessageContaining("modelKey has 1025 bytes");
  }
}
