package dev.sluice.failure;

/**
 * One error in the configuration or the arguments.
 *
 * @param key the full key, {@code sluice.source.table}, or the option, {@code --date}
 * @param value the value found, as written; never a secret
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
