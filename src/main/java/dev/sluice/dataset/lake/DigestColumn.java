package dev.sluice.dataset.lake;

import dev.sluice.encode.ItemDigest;
import dev.sluice.sql.SqlNames;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** The digest of a row's item, or of its key, as a column of 32 bytes. */
final class DigestColumn implements UDF1<Row, byte @Nullable []> {
  private static final long serialVersionUID = 1L;

  private final StructType columns;
  private final List<String> attributes;
  private transient @Nullable ItemDigest digest;
  private transient @Nullable Function1<Object, Object> internal;

  private DigestColumn(StructType columns, List<String> attributes) {
    this.columns = columns;
    this.attributes = attributes;
  }

  /**
   * Returns the column for whole items; null in rows that hold no item.
   *
   * @param columns those of the items, with type tags
   */
  static Column ofItem(StructType columns) {
    return of(columns, List.of());
  }

  /** Returns the column for the key; null if not all of its attributes have columns. */
  static Column ofKey(StructType columns, List<String> keys) {
    StructType read = new StructType(Arrays.stream(columns.fields())
        .filter(field -> keys.contains(field.name()))
        .toArray(StructField[]::new));
    return read.size() < keys.size()
        ? functions.lit(null).cast(DataTypes.BinaryType)
        : of(read, keys);
  }

  private static Column of(StructType columns, List<String> attributes) {
    Column[] read =
        Arrays.stream(columns.fieldNames()).map(SqlNames::column).toArray(Column[]::new);
    return functions
        .udf(new DigestColumn(columns, List.copyOf(attributes)), DataTypes.BinaryType)
        .apply(functions.struct(read));
  }

  @Override
  public byte @Nullable [] call(Row row) {
    if (digest == null) {
      digest = attributes.isEmpty() ? ItemDigest.of(columns) : ItemDigest.only(attributes, columns);
    }
    if (internal == null) {
      internal = CatalystTypeConverters.createToCatalystConverter(columns);
    }
    return Objects.requireNonNull(digest)
        .of((InternalRow) Objects.requireNonNull(internal).apply(row));
  }
}
