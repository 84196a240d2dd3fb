package dev.sluice.source;

import dev.sluice.access.TableProbe;
import dev.sluice.encode.RowEncoder;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import dev.sluice.write.ItemKeys;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

/** Receives from Spark how it wants to write. Refuses impossible writes before the first task. */
final class SluiceWriteBuilder implements SupportsTruncate {
  private final SourceOptions options;
  private final StructType rows;
  private final WriteTarget target;

  /** @param rows the rows' columns in Spark, without the type tags that its optimizer loses */
  SluiceWriteBuilder(SourceOptions options, StructType rows, WriteTarget target) {
    this.options = options;
    this.rows = rows;
    this.target = target;
  }

  /** Refuses mode overwrite. */
  @Override
  public WriteBuilder truncate() {
    throw new InvalidConfigurationException(List.of(new ConfigError(
        "mode",
        "overwrite",
        "Sluice does not empty tables",
        "Use mode(\"append\"): an item replaces only the one with its key.")));
  }

  @Override
  public Write build() {
    StructType columns = target.marked(rows, options.read().columns().declared());
    RowEncoder.check(columns);
    TableDescription table = options.read().describe();
    check(columns, table);
    return new SluiceWrite(options, new ItemKeys(table.keys()), columns);
  }

  private void check(StructType columns, TableDescription table) {
    List<ConfigError> errors = new ArrayList<>();
    String index = options.read().index();
    if (index != null) {
      errors.add(new ConfigError(
          SourceOption.INDEX.key(),
          index,
          "an index cannot be written to",
          "Leave it out: the table's indexes follow the table."));
    }
    WrittenTypes types = new WrittenTypes(columns);
    types.checkKeys(table, RowEncoder.overflow(columns).isPresent(), errors);
    if (target.byPosition()) {
      types.checkPositions(target.columns(), errors);
    }
    types.checkOrigins(target.statement(), options.checkTypes(), errors);
    types.checkEarlier(target.earlier(columns), options.checkTypes(), errors);
    if (errors.isEmpty() && options.sampled() && target.known().isEmpty()) {
      types.checkEarlier(
          List.of(TableProbe.attributes(options.read()).fields()), options.checkTypes(), errors);
    }
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }
}
