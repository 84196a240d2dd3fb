package dev.sluice.dataset.lake;

import dev.sluice.failure.ResourceUnavailableException;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The Iceberg table of a DynamoDB table. */
public final class LakeTable {
  private final SparkSession spark;
  private final LakeName name;
  private final Table table;
  private final Catalog catalog;
  private final LakeIdentity identity;
  private final LakeLayout layout;

  LakeTable(
      SparkSession spark,
      LakeName name,
      Table table,
      Catalog catalog,
      LakeIdentity identity,
      LakeLayout layout) {
    this.spark = spark;
    this.name = name;
    this.table = table;
    this.catalog = catalog;
    this.identity = identity;
    this.layout = layout;
  }

  SparkSession spark() {
    return spark;
  }

  public LakeName name() {
    return name;
  }

  Table table() {
    return table;
  }

  LakeIdentity identity() {
    return identity;
  }

  public LakeLayout layout() {
    return layout;
  }

  /** Lets Spark, whose catalog keeps tables, read the metadata again. */
  void invalidate() {
    catalog.invalidateTable(name.identifier());
  }

  /** Returns the columns of the items, with type tags. */
  public StructType columns() {
    return LakeColumns.items(schema());
  }

  /**
   * Returns the rows, those of deleted items included, with type tags on the columns of items.
   *
   * @param snapshotId the snapshot of a {@link LakeCommit}
   */
  public Dataset<Row> rows(long snapshotId) {
    Dataset<Row> rows = spark.table(name.sqlOf(snapshotId));
    StructType columns = LakeColumns.items(rows.schema());
    for (String own : List.of(LakeColumns.DAY, LakeColumns.DELETED_AT)) {
      columns = columns.add(rows.schema().apply(own));
    }
    return TaggedRows.of(rows, columns);
  }

  /** Returns all columns of the table, in Spark's types. */
  StructType schema() {
    table.refresh();
    return SparkSchemaUtil.convert(table.schema());
  }

  /**
   * Continues the columns of the table with those of new items, and returns those with which the items are to be read:
   * what does not fit them overflows.
   *
   * @param found the columns that the items would have by themselves, with type tags
   */
  public StructType continued(StructType found) {
    StructType columns = WiderColumns.of(columns(), found);
    ColumnEvolution.apply(table, LakeColumns.ofTable(columns, layout.keys()));
    invalidate();
    return columns();
  }

  /**
   * Returns the position of the table; empty if it was not loaded yet.
   *
   * @throws ResourceUnavailableException if it is not known any more
   */
  public Optional<LakePosition> position() {
    return LakeHistory.of(table).last().map(LakeCommit::position);
  }

  /** Returns the failure of a read in which the value of a key does not fit its column. */
  static ResourceUnavailableException misfitKey(List<String> keys) {
    return new ResourceUnavailableException(
        "an item has a key that does not fit the columns " + keys + " of the Iceberg table",
        "Load the table anew with --reload, or state the type of the key in"
            + " sluice.source.schema.ddl.");
  }
}
