package dev.sluice.pushdown;

import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;

/**
 * The attributes of the sort key by which the rows of one Query are ordered, first to last. Attributes with one value
 * in each Query are not among them. The list ends before the first attribute whose column Spark orders differently:
 * numbers kept as text.
 */
public final class SortKeyOrder {
  private SortKeyOrder() {}

  /**
   * An attribute of the sort key.
   *
   * @param mayBeNull whether a value may not fit its column, and so be null in a row that the Query finds
   */
  public record Attribute(String name, boolean mayBeNull) {}

  /**
   * Returns the attributes.
   *
   * @param pushdown has Queries
   * @param schema the columns that can be read
   * @param keys the keys of the table or index that is read
   */
  public static List<Attribute> of(
      Pushdown pushdown, StructType schema, TableDescription.KeySchema keys) {
    return keys.sort().stream()
        .filter(key -> !pushdown.keys().names().contains(key.name()))
        .map(key -> attribute(pushdown, schema, key))
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .toList();
  }

  private static Optional<Attribute> attribute(
      Pushdown pushdown, StructType schema, TableDescription.Key key) {
    return Column.of(schema, new String[] {key.name()})
        .filter(column -> column.tag().equals(key.type()) && isOrderedAlike(column))
        .map(column -> new Attribute(
            key.name(), !column.holdsAll() && !pushdown.keys().isChecked(key.name())));
  }

  /** Returns whether Spark orders the column's values as DynamoDB does. */
  private static boolean isOrderedAlike(Column column) {
    return column.tag().equals("N")
        ? isNumber(column.type())
        : column.isText() || column.type() instanceof BinaryType;
  }

  private static boolean isNumber(DataType type) {
    return type instanceof LongType
        || type instanceof DecimalType
        || type instanceof DoubleType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }
}
