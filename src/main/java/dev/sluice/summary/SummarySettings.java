package dev.sluice.summary;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where summary rows go.
 *
 * @param namespace every key begins with it and {@code #}; null: none
 * @param ttl how long after its window's end a row expires
 */
public record SummarySettings(String table, @Nullable String namespace, Duration ttl) {
  private static final int MAX_NAMESPACE_BYTES = 255;

  /** What a namespace is. */
  public static final String NAMESPACE = "a word of at most " + MAX_NAMESPACE_BYTES
      + " bytes without #, and no kind of row " + Keys.KINDS.stream().sorted().toList();

  /**
   * The text, if keys can begin with it.
   *
   * @throws IllegalArgumentException where they cannot
   */
  public static String namespace(String text) {
    if (text.isBlank()
        || text.contains("#")
        || Keys.KINDS.contains(text)
        || KeyParts.bytes(text) > MAX_NAMESPACE_BYTES) {
      throw new IllegalArgumentException(
          "sluice.summary.namespace = " + text + " is not " + NAMESPACE);
    }
    return text;
  }
}
