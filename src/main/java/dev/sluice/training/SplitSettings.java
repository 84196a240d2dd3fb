package dev.sluice.training;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The split of items into channels.
 *
 * @param train the share of the channel train; the three shares sum to 1
 * @param group an attribute whose equal values stay together; null: each item is assigned by itself
 */
public record SplitSettings(
    BigDecimal train,
    BigDecimal validation,
    BigDecimal test,
    By by,
    @Nullable String group) {
  /** The property that decides an item's channel. */
  public enum By {
    /** A hash of the item's id, or of its group. */
    ID,
    /** The time: the oldest items go to train, the newest to test. */
    TIME
  }

  /** Returns the shares in the order of the channels. */
  public List<BigDecimal> shares() {
    return List.of(train, validation, test);
  }

  /** Returns the channels that have a share. */
  public List<Channel> channels() {
    return Stream.of(Channel.values())
        .filter(channel -> shares().get(channel.index()).signum() > 0)
        .toList();
  }
}
