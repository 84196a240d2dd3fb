package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.Map;

/**
 * The options of a catalog, checked.
 *
 * @param catalog the catalog's name
 * @param own {@code spark.sql.catalog.<name>.*}, without the prefix
 */
record CatalogOptions(String catalog, Map<String, String> own) {
  /** A table's name of the shortest length, for checks that need no table. */
  private static final String ANY_TABLE = "any";

  CatalogOptions {
    own = Map.copyOf(own);
  }

  /**
   * Checks names and values.
   *
   * @throws InvalidConfigurationException naming every wrong option with its full key
   */
  static CatalogOptions of(String catalog, Map<String, String> own) {
    String prefix = "spark.sql.catalog." + catalog + ".";
    SharedOptions.check(prefix, own);
    try {
      OptionParser.read(SourceOptions.merged(own, table(ANY_TABLE)), own);
    } catch (InvalidConfigurationException e) {
      throw new InvalidConfigurationException(e.errors().stream()
          .map(error ->
              new ConfigError(prefix + error.key(), error.value(), error.problem(), error.remedy()))
          .toList());
    }
    return new CatalogOptions(catalog, own);
  }

  /** Returns the options of a table, those of the session included. */
  Map<String, String> of(String table) {
    return SourceOptions.merged(SessionOptions.under(own), table(table));
  }

  /** Returns a table's entry in the catalog. */
  TableEntry entry(String table) {
    return TableEntry.of(of(table), SourceOptions.merged(own, table(table)), own);
  }

  /** Returns the options of a table, checked. */
  SourceOptions parsed(String table) {
    return OptionParser.read(of(table), own);
  }

  /** Returns the options that do not depend on a table. */
  SourceOptions common() {
    return parsed(ANY_TABLE);
  }

  private static Map<String, String> table(String name) {
    return Map.of(SourceOption.TABLE.key(), name);
  }
}
