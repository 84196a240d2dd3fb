package dev.sluice.failure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values of this process that nobody shall read in what it writes: credentials, and variables of the environment that are
 * named like secrets. They are masked wherever they stand, whatever text has brought them there.
 */
public final class SecretValues {
  /** Replaces a secret. */
  public static final String MASK = "***";

  /** Shorter ones are found in ordinary words, and keep nothing secret. */
  private static final int MIN_LENGTH = 8;

  /** Credentials are renewed every hour or so; of old ones the last are kept. */
  private static final int MAX_VALUES = 256;

  /** The newest first. */
  private static volatile List<String> values = List.of();

  private SecretValues() {}

  /** Masks this value from now on; one of less than eight characters is not. */
  public static synchronized void add(String secret) {
    if (secret.strip().length() >= MIN_LENGTH && !values.contains(secret)) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      values = Stream.concat(Stream.of(secret, encoded), values.stream())
          .distinct()
          .limit(MAX_VALUES)
          .toList();
    }
  }

  /** The text with a mask in place of each value. */
  public static String masked(String text) {
    List<String> present = values.stream()
        .filter(text::contains)
        // one may be part of another
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
    String masked = text;
    for (String value : present) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }
}
