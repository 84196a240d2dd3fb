package dev.sluice.source;

import dev.sluice.access.TableProbes;
import dev.sluice.encode.RowEncoder;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import dev.sluice.write.ItemKeys;
import dev.sluice.write.WriteOperation;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.internal.SQLConf;
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
    TableDescription table = options.read().describe();
    ItemKeys keys = new ItemKeys(table.keys());
    List<ConfigError> errors = new ArrayList<>();
    WriteSettings settings = new ConditionColumns(columns, SQLConf.get().caseSensitiveAnalysis())
        .resolved(options.write(), keys, errors);
    ChangeEncoder.check(columns, keys, settings);
    check(columns, settings, table, errors);
    return new SluiceWrite(options, settings, keys, columns);
  }

  private void check(
      StructType columns,
      WriteSettings settings,
      TableDescription table,
      List<ConfigError> errors) {
    String index = options.read().index();
    if (index != null) {
      errors.add(new ConfigError(
          SourceOption.INDEX.key(),
          index,
          "an index cannot be written to",
          "Leave it out: the table's indexes follow the table."));
    }
    new WrittenTypes(settings.written(columns, table))
        .checkKeys(table, RowEncoder.overflow(columns).isPresent(), errors);
    WrittenTypes types = new WrittenTypes(columns);
    if (target.byPosition()) {
      types.checkPositions(target.columns(), errors);
    }
    if (settings.operation() != WriteOperation.DELETE) {
      checkValues(types, errors);
    }
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }

  private void checkValues(WrittenTypes types, List<ConfigError> errors) {
    types.checkOrigins(target.statement(), options.checkTypes(), errors);
    types.checkEarlier(target.earlier(types.columns()), options.checkTypes(), errors);
    if (errors.isEmpty() && options.sampled() && target.known().isEmpty()) {
      types.checkEarlier(
          List.of(TableProbes.attributes(options.read()).fields()), options.checkTypes(), errors);
    }
  }
}
