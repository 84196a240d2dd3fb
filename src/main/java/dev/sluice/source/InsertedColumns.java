package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.Printable;
import dev.sluice.item.OverflowColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Names the columns of rows to insert as the table has them. Spark leaves that to tables which take attributes that they
 * do not have yet; its own rule would cast values to the types of a sample.
 */
final class InsertedColumns {
  /** The code points of a message that columns' names may take. */
  private static final int MAX_NAMES = 1_000;

  private final StructType rows;
  private final StructType table;

  InsertedColumns(StructType rows, StructType table) {
    this.rows = rows;
    this.table = table;
  }

  /**
   * The rows' columns, by the names of the attributes that they go to; likewise the fields of structs, at any depth.
   *
   * @param byName whether the statement names columns; empty: not known
   * @param caseSensitive whether names that differ by case are two
   * @throws InvalidConfigurationException where they are more or fewer than the table's, by position, or it is not known how they
   *     go and that makes a difference
   */
  StructType named(Optional<Boolean> byName, boolean caseSensitive) {
    if (byName.isEmpty()) {
      return inPlace(caseSensitive);
    }
    if (byName.get()) {
      return byName(rows, table, caseSensitive);
    }
    if (rows.size() != table.size() && rows.size() != attributes()) {
      throw refused(
          "by position it needs " + attributes() + " columns, and is given " + rows.size());
    }
    return byPosition(rows, table, "");
  }

  /** Returns whether by name and by position are the same. */
  private StructType inPlace(boolean caseSensitive) {
    boolean fits = rows.size() == table.size() || rows.size() == attributes();
    StructType named = byName(rows, table, caseSensitive);
    if (!fits || !named.equals(byPosition(rows, table, ""))) {
      throw refused("it is not known whether " + described(rows) + " go by name or by position");
    }
    return named;
  }

  /** Returns the columns without the overflow at their end, which may be left out. */
  private int attributes() {
    int size = table.size();
    return size > 0 && table.apply(size - 1).name().equals(OverflowColumn.NAME) ? size - 1 : size;
  }

  /** An attribute that the table has not keeps its name, and so does what lies in it. */
  private static StructType byName(StructType own, StructType table, boolean caseSensitive) {
    return new StructType(Arrays.stream(own.fields())
        .map(field -> called(field.name(), table, caseSensitive)
            .map(to -> field(
                field,
                to.name(),
                nested(
                    field.dataType(),
                    to.dataType(),
                    (struct, other) -> byName(struct, other, caseSensitive))))
            .orElse(field))
        .toArray(StructField[]::new));
  }

  private static Optional<StructField> called(
      String name, StructType table, boolean caseSensitive) {
    List<StructField> same = Arrays.stream(table.fields())
        .filter(own -> caseSensitive ? own.name().equals(name) : own.name().equalsIgnoreCase(name))
        .toList();
    return same.size() == 1
        ? Optional.of(same.get(0))
        : same.stream().filter(own -> own.name().equals(name)).findFirst();
  }

  /** As Spark's own tables have it, fields of structs go by position too. */
  private StructType byPosition(StructType own, StructType to, String path) {
    return new StructType(IntStream.range(0, own.size())
        .mapToObj(i -> {
          String name = to.apply(i).name();
          return field(
              own.apply(i),
              name,
              nested(own.apply(i).dataType(), to.apply(i).dataType(), (struct, other) -> {
                checkFields(struct, other, path + name);
                return byPosition(struct, other, path + name + ".");
              }));
        })
        .toArray(StructField[]::new));
  }

  private void checkFields(StructType struct, StructType to, String path) {
    if (struct.size() != to.size()) {
      throw refused("by position column " + Printable.brief(path) + " needs the fields "
          + described(to) + ", and is given " + described(struct));
    }
  }

  private static StructField field(StructField field, String name, DataType type) {
    return new StructField(name, type, field.nullable(), field.metadata());
  }

  /** The type with its structs renamed, those in lists and maps too; where the table's is of another kind, as it is. */
  private static DataType nested(DataType own, DataType table, BinaryOperator<StructType> renamed) {
    if (own instanceof StructType struct && table instanceof StructType other) {
      return renamed.apply(struct, other);
    }
    if (own instanceof ArrayType array && table instanceof ArrayType other) {
      return DataTypes.createArrayType(
          nested(array.elementType(), other.elementType(), renamed), array.containsNull());
    }
    if (own instanceof MapType map && table instanceof MapType other) {
      return DataTypes.createMapType(
          map.keyType(),
          nested(map.valueType(), other.valueType(), renamed),
          map.valueContainsNull());
    }
    return own;
  }

  private static String described(StructType columns) {
    return Printable.brief(List.of(columns.fieldNames()).toString(), MAX_NAMES);
  }

  private InvalidConfigurationException refused(String problem) {
    return new InvalidConfigurationException(
        List.of(
            new ConfigError(
                "INSERT",
                "",
                problem,
                "The table's columns are " + described(table)
                    + ", of which _overflow may be left out. INSERT INTO … (names) SELECT …, or"
                    + " df.write().format(\"sluice\")…save(), goes by name, and may leave out any but the keys.")));
  }
}
