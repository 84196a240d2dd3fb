package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.internal.SQLConf;

/** The values of {@value #SETTING}: whether a join reads only the keys of its other side. */
enum JoinByKeyMode {
  /**
   * If the other side is small by its statistics, is broadcast by a hint, or has a filter. It is computed a second time,
   * for the keys alone, if it cannot be reused from a broadcast and the second time certainly gives the same keys.
   */
  AUTO,
  /**
   * Whatever the other side's size. It is computed a second time if it cannot be reused and is deterministic, also where
   * other systems may change what it reads.
   */
  TRUE,
  /** Never, except where Spark does so by itself. */
  FALSE;

  /** The name of the session's setting. */
  static final String SETTING = "spark.sluice.join-by-key";

  /**
   * Returns the session's mode, by default {@link #AUTO}.
   *
   * @throws InvalidConfigurationException if it is none
   */
  static JoinByKeyMode of(SQLConf conf) {
    String word = conf.getConfString(SETTING, "auto");
    try {
      return valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(List.of(
          new ConfigError(SETTING, word, "is not auto, true or false", "Set it to one of these.")));
    }
  }
}
