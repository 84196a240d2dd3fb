package dev.sluice.dataset.lake;

import dev.sluice.failure.ResourceUnavailableException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The Iceberg table of a DynamoDB table. */
public final class LakeTable {
  private final SparkSession spark;
  private final LakeName name;
  private final Table table;
  private final LakeLayout layout;

  LakeTable(SparkSession spark, LakeName name, Table table, LakeLayout layout) {
    this.spark = spark;
    this.name = name;
    this.table = table;
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

  public LakeLayout layout() {
    return layout;
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
    StructType columns = columns();
    for (String own : List.of(LakeColumns.DAY, LakeColumns.DELETED_AT)) {
      columns = columns.add(schema().apply(own));
    }
    return spark.table(name.sqlOf(snapshotId)).to(columns);
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

  /**
   * Checks that columns have the key, which identifies the rows.
   *
   * @throws ResourceUnavailableException if a column of it is missing or of a type that Iceberg does not identify rows by
   */
  static void checkKeys(StructType columns, List<String> keys) {
    for (String key : keys) {
      Optional<StructField> column = Arrays.stream(columns.fields())
          .filter(field -> field.name().equals(key))
          .findFirst();
      String type = column.map(field -> field.dataType().simpleString()).orElse("");
      if (type.isEmpty() || type.equals("double")) {
        throw new ResourceUnavailableException(
            "the key attribute " + key
                + (type.isEmpty()
                    ? " has no column"
                    : " would be a column of type double, by which Iceberg identifies no rows"),
            "Set sluice.source.schema.numbers = exact, and keep the key in sluice.source.columns.");
      }
    }
  }
}
