package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.analytics.Samples;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SplitHashTest {
  /** Golden values: {@code int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")}, and of the next eight. */
  @ParameterizedTest
  @CsvSource({
    "digits-0115, 18353894585700299469, 3636882659544421637",
    "e7e6847f-c962-4e14-b15c-8f3a54c08ec0, 14511913602816872696, 9307824177419240364",
    "'', 16406829232824261652, 11167788843400149284",
    "Zürich ✓, 14819496934475669112, 8334191988594297335",
    "7, 8719647946811673230, 5114887706860741911"
  })
  void aKeyHasItsPlaceForGood(String key, String position, String order) {
    assertThat(Long.toUnsignedString(SplitHash.position(key))).isEqualTo(position);
    assertThat(Long.toUnsignedString(SplitHash.order(key))).isEqualTo(order);
  }

  /** By the same script, the positions are 0.995, 0.787, 0.889 and 0.473. */
  @Test
  void sharesAreCutOneAfterTheOther() {
    SplitHash hash = hash("0.8", "0.1", "0.1");

    assertThat(hash.channel("digits-0115")).isEqualTo(Channel.TEST.index());
    assertThat(hash.channel("e7e6847f-c962-4e14-b15c-8f3a54c08ec0"))
        .isEqualTo(Channel.TRAIN.index());
    assertThat(hash.channel("")).isEqualTo(Channel.VALIDATION.index());
    assertThat(hash.channel("7")).isEqualTo(Channel.TRAIN.index());
  }

  @Test
  void aShareOfNothingGetsNothing() {
    for (String key : new String[] {"digits-0115", "", "7", "Zürich ✓"}) {
      assertThat(hash("1", "0", "0").channel(key)).isEqualTo(Channel.TRAIN.index());
      assertThat(hash("0.5", "0.5", "0").channel(key)).isNotEqualTo(Channel.TEST.index());
      assertThat(hash("0.5", "0", "0.5").channel(key)).isNotEqualTo(Channel.VALIDATION.index());
    }
  }

  /** The sample's 20,000 requests; a script in another language counts the same. */
  @Test
  void sharesAreMetWithinOnePercentagePoint() {
    SplitHash hash = hash("0.8", "0.1", "0.1");
    long[] counts = new long[3];
    Samples.lines("inference")
        .forEach(item -> counts[hash.channel(item.get("requestId").textValue())]++);

    assertThat(counts).containsExactly(16_027, 1_992, 1_981);
    assertThat(counts[0] / 20_000.0).isCloseTo(0.8, within(0.01));
    assertThat(counts[1] / 20_000.0).isCloseTo(0.1, within(0.01));
  }

  private static SplitHash hash(String train, String validation, String test) {
    return new SplitHash(new SplitSettings(
        new BigDecimal(train),
        new BigDecimal(validation),
        new BigDecimal(test),
        SplitSettings.By.ID,
        null));
  }
}
