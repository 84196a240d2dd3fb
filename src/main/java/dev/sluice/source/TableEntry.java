package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbe;
import dev.sluice.table.AccountTables;
import dev.sluice.table.Recovery;
import dev.sluice.table.TableDescription;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.jspecify.annotations.Nullable;

/**
 * A table's entry in a catalog of Spark. Two tables with equal entries and columns are the same table to Spark, so that
 * CACHE TABLE serves later statements, and a write to the table makes Spark drop what it has cached of it.
 *
 * @param options all options of the table, those of the session and of the catalog included
 * @param stated the properties that are known without DynamoDB
 * @param shared those of the options that the catalog has for all of its tables
 */
record TableEntry(
    Map<String, String> options, Map<String, String> stated, Map<String, String> shared) {
  TableEntry {
    options = Map.copyOf(options);
    stated = Map.copyOf(stated);
    shared = Map.copyOf(shared);
  }

  /** Returns the entry of a table in Spark's session catalog, whose properties are among the options. */
  static TableEntry stored(Map<String, String> options) {
    return new TableEntry(options, options, Map.of());
  }

  /**
   * Returns the entry of a table in a catalog.
   *
   * @param own the options of the catalog and the table, without those of the session
   * @param shared the options of the catalog
   */
  static TableEntry of(
      Map<String, String> options, Map<String, String> own, Map<String, String> shared) {
    Map<String, String> stated = new HashMap<>();
    own.forEach((name, value) -> stated.put(TableCatalog.OPTION_PREFIX + name, value));
    stated.put(TableCatalog.PROP_PROVIDER, SluiceProvider.NAME);
    stated.put(TableCatalog.PROP_EXTERNAL, "true");
    return new TableEntry(options, stated, shared);
  }

  /**
   * Returns the properties that Spark shows of the table. DynamoDB is asked for its point-in-time recovery, and for its
   * description if it is not described, once all properties or one of DynamoDB's are read.
   *
   * @param probe null: the table is not described
   */
  Map<String, String> properties(@Nullable TableProbe probe) {
    return new TableProperties(stated, () -> facts(probe));
  }

  private Map<String, String> facts(@Nullable TableProbe probe) {
    ReadSettings settings = OptionParser.read(options, shared).read();
    if (settings.export() != null) {
      return probe == null
          ? Map.of()
          : TableFacts.of(probe.description(), Recovery.unknown("an export is read"), Map.of());
    }
    TableDescription table = probe == null ? settings.describe() : probe.description();
    AccountTables account = new AccountTables(settings.aws());
    return TableFacts.of(
        table, account.recovery(settings.table()), account.writeCapacities(settings.table()));
  }
}
