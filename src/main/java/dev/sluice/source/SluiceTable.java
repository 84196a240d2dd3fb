package dev.sluice.source;

import dev.sluice.schema.DeclaredColumns;
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
  private final SourceOptions options;
  private final StructType schema;
  private final Optional<TableHandle> read;

  private SluiceTable(SourceOptions options, StructType schema, Optional<TableHandle> read) {
    this.options = options;
    this.schema = schema;
    this.read = read;
  }

  /** A table that was looked at. */
  static SluiceTable of(TableHandle handle) {
    return new SluiceTable(handle.options(), handle.schema(), Optional.of(handle));
  }

  /**
   * A table that nobody looked at: rows are to be written to it, or to be read with the columns that the user states.
   * Which, Spark tells later.
   *
   * @param schema the rows' own, or the user's
   */
  static SluiceTable target(SourceOptions options, StructType schema) {
    return new SluiceTable(options, DeclaredColumns.markedIfPossible(schema), Optional.empty());
  }

  @Override
  public String name() {
    return "dynamodb:" + read.map(handle -> handle.description().name()).orElse(options.table());
  }

  // Spark 4 would have columns() instead; this one still works there.
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  /** Truncating is not: it is announced so that the refusal can say what to do instead. */
  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.TRUNCATE,
        TableCapability.ACCEPT_ANY_SCHEMA);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
    return new SluiceScanBuilder(read.orElseGet(() -> TableHandle.open(options, schema)));
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new SluiceWriteBuilder(options, info.schema());
  }
}
