package dev.sluice.summary;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The summary table, its namespace and the life of rows.
 *
 * @param namespace every key begins with it and {@code #}; null: none
 * @param ttl how long after its window's end a row expires
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
   * The text, if keys can begin with it.
   *
   * @throws IllegalArgumentException where they cannot
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
}
