package dev.sluice.job.settings;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Key=value pairs of settings, in the configuration's own keys, sorted. */
final class KeyValues {
  private final SortedMap<String, String> pairs;
  private final String prefix;

  KeyValues() {
    this(new TreeMap<>(), "");
  }

  private KeyValues(SortedMap<String, String> pairs, String prefix) {
    this.pairs = pairs;
    this.prefix = prefix;
  }

  /** Returns the same pairs, with keys below a section. */
  KeyValues in(String section) {
    return new KeyValues(pairs, prefix + section + ".");
  }

  /** Adds a pair, even if the value is not set. */
  KeyValues put(String key, @Nullable Object value) {
    pairs.put(prefix + key, String.valueOf(value));
    return this;
  }

  /**
   * Adds a pair, unless the value equals the meaning of a missing key. This meaning never changes, even if the default
   * in reference.conf does: records without the key keep their meaning.
   *
   * @param missing the meaning of a missing key; null: not set
   */
  KeyValues put(String key, @Nullable Object value, @Nullable Object missing) {
    return Objects.equals(value, missing) ? this : put(key, value);
  }

  boolean has(String key) {
    return pairs.containsKey(prefix + key);
  }

  /** Returns the pairs of all sections. */
  SortedMap<String, String> all() {
    return pairs;
  }
}
