package dev.sluice.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the name that was probably meant by another one: {@code modelName} for {@code model_name}. */
public final class NearestName {
  private static final double ALIKE = 0.85;

  /** Longer names are not compared: DynamoDB allows thousands of characters, but such names are not mistyped. */
  private static final int MAX_LENGTH = 255;

  private static final int MAX_NAMES = 2_000;
  private static final int MAX_LISTED = 10;

  private NearestName() {}

  /**
   * Returns the most similar name; empty if none is similar. Differences of case, and of characters other than letters
   * and digits, count little.
   *
   * @param seen the known names; only the first {@value #MAX_NAMES} are compared
   */
  public static Optional<String> of(String name, Collection<String> seen) {
    return seen.stream()
        .limit(MAX_NAMES)
        .filter(other -> !other.equals(name) && other.length() <= MAX_LENGTH)
        .filter(other -> likeness(name, other) >= ALIKE)
        .max(Comparator.<String>comparingDouble(other -> likeness(name, other))
            .thenComparing(Comparator.reverseOrder()));
  }

  /** Returns a sentence that gives the most similar name, or the first known names if none is similar. */
  public static String sentence(String name, Collection<String> seen) {
    return of(name, seen)
        .map(nearest -> "The nearest name seen is " + Printable.brief(nearest) + ".")
        .orElseGet(() -> seen.isEmpty() ? "None was seen." : "Seen are " + listed(seen) + ".");
  }

  private static String listed(Collection<String> seen) {
    String first =
        seen.stream().limit(MAX_LISTED).map(Printable::brief).collect(Collectors.joining(", "));
    return seen.size() <= MAX_LISTED
        ? first
        : first + " and " + (seen.size() - MAX_LISTED) + " more";
  }

  private static double likeness(String one, String other) {
    return new JaroWinklerSimilarity().apply(plain(one), plain(other));
  }

  private static String plain(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.isEmpty() ? name : letters;
  }
}
