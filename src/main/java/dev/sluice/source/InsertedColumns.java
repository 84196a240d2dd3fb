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
 * Names the columns of rows to insert as in the table. Spark leaves this to tables that accept attributes which they do
 * not have yet. Spark's own rule would cast values to the types of a sample.
 */
final class InsertedColumns {
  /** The largest number of code points of column names in a message. */
  private static final int MAX_NAMES = 1_000;

  private final StructType rows;
  private final StructType table;

  InsertedColumns(StructType rows, StructType table) {
    this.rows = rows;
    this.table = table;
  }

  /**
   * Returns the rows' columns with the names of their target attributes, and the fields of structs at any depth
   * likewise.
   *
   * @param byName whether columns are matched by name; empty: not known
   * @param caseSensitive whether names that differ by case are different
   * @throws InvalidConfigurationException if columns matched by position are more or fewer than the table's, or if it
   *     is not known how they are matched and that makes a difference
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

  /** Returns the columns if matching by name and by position have the same result. */
  private StructType inPlace(boolean caseSensitive) {
    boolean fits = rows.size() == table.size() || rows.size() == attributes();
    StructType named = byName(rows, table, caseSensitive);
    if (!fits || !named.equals(byPosition(rows, table, ""))) {
      throw refused("it is not known whether " + described(rows) + " go by name or by position");
    }
    return named;
  }

  /** Returns the number of columns without the overflow at their end, which may be left out. */
  private int attributes() {
    int size = table.size();
    return size > 0 && table.apply(size - 1).name().equals(OverflowColumn.NAME) ? size - 1 : size;
  }

  /**
   * Matches columns by name. An attribute that the table does not have keeps its name, and so do the fields inside it.
   */
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

  /** Matches columns by position, and the fields of structs too, as in Spark's own tables. */
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

  /**
   * Returns the type with its structs renamed, including those in lists and maps. Returns it unchanged if the table's
   * type is of another kind.
   */
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
