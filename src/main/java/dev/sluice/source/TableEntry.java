package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbe;
import dev.sluice.table.AccountTables;
import dev.sluice.table.Recovery;
import dev.sluice.table.TableDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.jspecify.annotations.Nullable;

/**
 * A table's entry in a catalog of Spark. Two tables with equal entries and columns are the same table to Spark, so that
 * CACHE TABLE serves later statements, and a write to the table makes Spark drop what it has cached of it.
 */
final class TableEntry {
  private final Map<String, String> options;
  private final ReadSettings settings;
  private @Nullable Map<String, String> properties;

  /** @param options all options of the table, those of the session and of the catalog included */
  TableEntry(Map<String, String> options) {
    this.options = options;
    this.settings = OptionParser.read(options).read();
  }

  /**
   * Returns the properties that Spark shows of the table. The first call asks DynamoDB for the table's point-in-time
   * recovery, and describes the table unless it is described already.
   *
   * @param probe null: the table is not described
   */
  synchronized Map<String, String> properties(@Nullable TableProbe probe) {
    Map<String, String> known = properties;
    if (known == null) {
      known = found(probe == null ? settings.describe() : probe.description());
      properties = known;
    }
    return known;
  }

  private Map<String, String> found(TableDescription table) {
    Recovery recovery = new AccountTables(settings.aws()).recovery(settings.table());
    Map<String, String> all = new HashMap<>(TableFacts.of(table, recovery));
    all.put(TableCatalog.PROP_PROVIDER, SluiceProvider.NAME);
    return Map.copyOf(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableEntry entry && entry.options.equals(options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(options);
  }
}
