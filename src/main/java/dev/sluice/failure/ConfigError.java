package dev.sluice.failure;

/**
 * One thing wrong with the configuration or the arguments.
 *
 * @param key the full key, {@code sluice.source.table}, or the option, {@code --date}
 * @param value what was found there, as written; a secret is never put here
 * @param problem what is wrong with it
 * @param remedy what to write instead
 */
public record ConfigError(String key, String value, String problem, String remedy) {
  private static final int MAX_VALUE = 200;

  @Override
  public String toString() {
    String found = value.isEmpty() ? "" : " = " + Printable.brief(value, MAX_VALUE);
    return key + found + ": " + problem + ". " + remedy;
  }
}
