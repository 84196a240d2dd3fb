package dev.sluice.job.args;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The name of a run. Generated names sort by time: {@code 20261121T093000Z-4f3a}. */
public record RunId(String text) {
  /** Limit of characters. */
  public static final int MAX_LENGTH = 64;

  static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_LENGTH + "}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SUFFIXES = 0x10000;

  public RunId {
    // it becomes a folder: "." and ".." would lead elsewhere
    if (!isAllowed(text)) {
      throw new IllegalArgumentException("not a run id: " + text);
    }
  }

  /** Returns whether a text can be a run id. */
  public static boolean isAllowed(String text) {
    return ALLOWED.matcher(text).matches() && !text.matches("\\.+");
  }

  /** Returns a new one; a random part distinguishes two runs of the same second. */
  public static RunId at(Instant now, RandomGenerator random) {
    return new RunId(
        String.format(Locale.ROOT, "%s-%04x", TIME.format(now), random.nextInt(SUFFIXES)));
  }

  /**
   * Returns the name of one source's run within this one: {@code <run-id>-<name>}.
   *
   * @throws IllegalArgumentException if both together are too long
   */
  public RunId within(String name) {
    return new RunId(text + "-" + name);
  }

  @Override
  public String toString() {
    return text;
  }
}
