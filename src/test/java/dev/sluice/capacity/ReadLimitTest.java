package dev.sluice.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription.ReadCapacity;
import org.junit.jupiter.api.Test;

final class ReadLimitTest {
  private static final ReadCapacity UNKNOWN = new ReadCapacity(null, null, null);

  @Test
  void theLimitGivenIsTheLimit() {
    assertThat(ReadLimit.of("t", new ReadCapacity(1000L, null, null), 70L, 50, false)
            .unitsPerSecond())
        .isEqualTo(70);
    assertThat(ReadLimit.of("t", UNKNOWN, 70L, 50, true).unitsPerSecond()).isEqualTo(70);
  }

  @Test
  void percentIsOfWhatTheTableHas() {
    assertThat(
            ReadLimit.of("t", new ReadCapacity(1000L, 9L, 9L), null, 50, false).unitsPerSecond())
        .isEqualTo(500);
    assertThat(ReadLimit.of("t", new ReadCapacity(null, 400L, 12_000L), null, 25, false)
            .unitsPerSecond())
        .isEqualTo(100);
    assertThat(ReadLimit.of("t", new ReadCapacity(null, null, 12_000L), null, 50, false)
            .unitsPerSecond())
        .isEqualTo(6000);
  }

  @Test
  void unsetIsNeverUnlimitedBesideProduction() {
    assertThatThrownBy(() -> ReadLimit.of("orders", UNKNOWN, null, 50, false))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("orders", "max-read-units");
    assertThat(ReadLimit.of("orders", UNKNOWN, null, 50, true)).isEqualTo(ReadLimit.NONE);
  }
}
