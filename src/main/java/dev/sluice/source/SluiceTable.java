package dev.sluice.source;

import dev.sluice.schema.DeclaredColumns;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A DynamoDB table, as Spark sees it: one that was looked at, to be read, or one to write to, which is not read. */
final class SluiceTable implements SupportsRead, SupportsWrite {
  private final Map<String, String> options;
  private final SourceOptions checked;
  private final StructType given;
  private final StructType schema;
  private final Optional<TableHandle> read;

  private SluiceTable(
      Map<String, String> options,
      SourceOptions checked,
      StructType given,
      StructType schema,
      Optional<TableHandle> read) {
    this.options = options;
    this.checked = checked;
    this.given = given;
    this.schema = schema;
    this.read = read;
  }

  /** A table that was looked at. */
  static SluiceTable of(Map<String, String> options, TableHandle handle) {
    return new SluiceTable(
        options, handle.options(), new StructType(), handle.schema(), Optional.of(handle));
  }

  /**
   * A table that nobody looked at: rows are to be written to it, or to be read with the columns that the user states.
   * Which, Spark tells later.
   *
   * @param schema the rows' own, or the user's
   */
  static SluiceTable target(Map<String, String> options, StructType schema) {
    return new SluiceTable(
        options,
        SourceOptions.of(options),
        schema,
        DeclaredColumns.taggedIfPossible(schema),
        Optional.empty());
  }

  @Override
  public String name() {
    return "dynamodb:" + read.map(handle -> handle.description().name()).orElse(checked.table());
  }

  // Spark 4 would have columns() instead; this one still works there.
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  /**
   * Truncating is not: it is announced so that the refusal can say what to do instead. Any schema is taken, for items may
   * have attributes that the table has not yet, and other types than a sample has seen.
   */
  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.TRUNCATE,
        TableCapability.ACCEPT_ANY_SCHEMA);
  }

  /** A statement may have options of its own. */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
    Map<String, String> own = scanOptions.asCaseSensitiveMap();
    Map<String, String> all = SourceOptions.merged(options, own);
    boolean repeated = all.equals(SourceOptions.merged(options, Map.of()));
    return new SluiceScanBuilder(read.filter(handle -> repeated)
        .orElseGet(() -> TableHandle.open(SourceOptions.of(all), schema)));
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    StructType known = read.map(TableHandle::schema).orElseGet(StructType::new);
    WriteStatement statement = WriteStatement.of(this);
    return new SluiceWriteBuilder(
        SourceOptions.ofWrite(options, info.options().asCaseSensitiveMap(), statement.ownOptions()),
        info.schema(),
        new WriteTarget(schema, given, known, statement));
  }
}
