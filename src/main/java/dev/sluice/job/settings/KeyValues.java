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

  /** The same pairs, with keys below a section. */
  KeyValues in(String section) {
    return new KeyValues(pairs, prefix + section + ".");
  }

  /** Adds a pair, also of a value that is not set. */
  KeyValues put(String key, @Nullable Object value) {
    pairs.put(prefix + key, String.valueOf(value));
    return this;
  }

  /**
   * Adds a pair, unless the value is what a missing key stands for. That never changes, even if the default in
   * reference.conf does: what was recorded without the key keeps its meaning.
   *
   * @param missing what the missing key stands for; null: not set
   */
  KeyValues put(String key, @Nullable Object value, @Nullable Object missing) {
    return Objects.equals(value, missing) ? this : put(key, value);
  }

  boolean has(String key) {
    return pairs.containsKey(prefix + key);
  }

  /** The pairs of all sections. */
  SortedMap<String, String> all() {
    return pairs;
  }
}
