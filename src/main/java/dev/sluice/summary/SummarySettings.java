package dev.sluice.summary;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The summary table, its namespace and the lifetime of rows.
 *
 * @param namespace begins every key, followed by {@code #}; one within another has {@code #} between them; null: none
 * @param ttl time from a window's end until its row expires
 */
public record SummarySettings(String table, @Nullable String namespace, Duration ttl) {
  private static final int MAX_NAMESPACE_BYTES = 255;

  /** The first words of partition keys, by kind of row. */
  private static final Set<String> KINDS =
      Set.of("LATENCY", "ACCURACY", "EXPERIMENT", "BOARD", "RUN", "DRIFT", "SLICE", "ACCEPT");

  /** The form of a namespace. */
  public static final String NAMESPACE = "a word of at most " + MAX_NAMESPACE_BYTES
      + " bytes without #, and no kind of row " + KINDS.stream().sorted().toList();

  /**
   * Returns the namespace if keys can begin with it.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static String namespace(String text) {
    if (text.isBlank()
        || text.contains("#")
        || KINDS.contains(text)
        || KeyParts.bytes(text) > MAX_NAMESPACE_BYTES) {
      throw new IllegalArgumentException(
          "sluice.summary.namespace = " + text + " is not " + NAMESPACE);
    }
    return text;
  }

  /** Returns whether the name is that of a kind of row, so that no namespace may have it. */
  public static boolean isKind(String name) {
    return KINDS.contains(name);
  }

  /** Returns the same settings for a namespace within this one, or for that namespace alone if there is none. */
  public SummarySettings within(String name) {
    return new SummarySettings(table, namespace == null ? name : namespace + "#" + name, ttl);
  }
}
