package dev.sluice.training;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How items are shared out to the channels.
 *
 * @param train the share of it; the three are together 1
 * @param group the attribute whose items stay together; null: each item is alone
 */
public record SplitSettings(
    BigDecimal train,
    BigDecimal validation,
    BigDecimal test,
    By by,
    @Nullable String group) {
  /** What decides. */
  public enum By {
    /** A hash of the item's id, or of its group's. */
    ID,
    /** Its time: the oldest are to train on, the newest to test. */
    TIME
  }

  /** The shares, in the channels' order. */
  public List<BigDecimal> shares() {
    return List.of(train, validation, test);
  }

  /** The channels that have a share. */
  public List<Channel> channels() {
    return Stream.of(Channel.values())
        .filter(channel -> shares().get(channel.index()).signum() > 0)
        .toList();
  }
}
