package dev.sluice.failure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The secrets of this process: credentials, and environment variables whose names suggest secrets. They are masked in
 * all output.
 */
public final class SecretValues {
  /** Replaces a secret. */
  public static final String MASK = "***";

  /** Shorter values occur in ordinary words, and are too short for a secret. */
  private static final int MIN_LENGTH = 8;

  /** Limit of kept values: credentials are renewed about every hour, and the latest are kept. */
  private static final int MAX_VALUES = 256;

  /** The values, the newest first. */
  private static volatile List<String> values = List.of();

  private SecretValues() {}

  /** Masks this value from now on, unless it has less than eight characters. */
  public static synchronized void add(String secret) {
    if (secret.strip().length() >= MIN_LENGTH && !values.contains(secret)) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      values = Stream.concat(Stream.of(secret, encoded), values.stream())
          .distinct()
          .limit(MAX_VALUES)
          .toList();
    }
  }

  /** Returns the text with a mask in place of each value. */
  public static String masked(String text) {
    List<String> present = values.stream()
        .filter(text::contains)
        // longest first: one value may be part of another
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
    String masked = text;
    for (String value : present) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }
}
