package dev.sluice.source;

import dev.sluice.encode.RowEncoder;
import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import dev.sluice.table.TableDescription;
import dev.sluice.write.ItemKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/** Takes from Spark how it wants to write, and refuses before the first task what cannot be. */
final class SluiceWriteBuilder implements SupportsTruncate {
  private final SourceOptions options;
  private final StructType schema;

  SluiceWriteBuilder(SourceOptions options, StructType schema) {
    this.options = options;
    this.schema = schema;
  }

  /** Mode overwrite. */
  @Override
  public WriteBuilder truncate() {
    throw new InvalidConfiguration(List.of(new Fault(
        "mode",
        "overwrite",
        "Sluice empties no table",
        "Use mode(\"append\"): an item replaces the one with its key, and no other.")));
  }

  @Override
  public Write build() {
    RowEncoder.check(schema);
    List<Fault> faults = new ArrayList<>();
    if (options.index() != null) {
      faults.add(new Fault(
          SourceOptions.INDEX,
          options.index(),
          "an index cannot be written to",
          "Leave it out: the table's indexes follow the table."));
    }
    TableDescription table = TableHandle.describe(options);
    ItemKeys keys = new ItemKeys(table.keys());
    if (RowEncoder.overflow(schema).isEmpty()) {
      keys.names().stream()
          .filter(key -> !Arrays.asList(schema.fieldNames()).contains(key))
          .forEach(key -> faults.add(noKey(key, table)));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfiguration(faults);
    }
    return new SluiceWrite(options, keys, schema);
  }

  private static Fault noKey(String key, TableDescription table) {
    return new Fault(
        "column " + key,
        "",
        "is missing, and is a key of table " + table.name(),
        "Add it, or rename the column that holds it.");
  }
}
