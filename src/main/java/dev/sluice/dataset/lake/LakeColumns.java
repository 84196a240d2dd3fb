package dev.sluice.dataset.lake;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of items as columns of an Iceberg table, and back. Iceberg keeps no metadata of Spark's, so that a column's
 * comment says which DynamoDB type it holds.
 */
public final class LakeColumns {
  /** The column of the day of the event. */
  public static final String DAY = "_day";

  /** The column of the time at which DynamoDB deleted an item whose row is marked; null: it lives. */
  public static final String DELETED_AT = "_deleted_at";

  /** The name of the partition of a table that is divided by a hash of the key. It must not be a column's. */
  static final String BUCKET = "_bucket";

  private static final Set<String> OWN = Set.of(DAY, DELETED_AT, BUCKET);
  private static final String TYPE = "DynamoDB ";

  private LakeColumns() {}

  /**
   * Returns the columns that items have in an Iceberg table. An attribute with the name of a column of ours overflows, and
   * so does one whose name, or a name within it, is another's path in Iceberg: {@code a.b} beside a struct {@code a} with
   * a field {@code b}.
   *
   * @param items with type tags
   */
  public static StructType ofItems(StructType items) {
    Set<String> taken = new HashSet<>(OWN);
    return new StructType(Arrays.stream(items.fields())
        .filter(field -> isNew(field, taken))
        .toArray(StructField[]::new));
  }

  private static boolean isNew(StructField field, Set<String> taken) {
    List<String> paths = new ArrayList<>();
    addPaths("", field, paths);
    Set<String> own = new HashSet<>(paths);
    if (own.size() < paths.size() || own.stream().anyMatch(taken::contains)) {
      return false;
    }
    taken.addAll(own);
    return true;
  }

  private static void addPaths(String outer, StructField field, List<String> paths) {
    String path = (outer + field.name()).toLowerCase(Locale.ROOT);
    paths.add(path);
    addPaths(path, field.dataType(), paths);
  }

  private static void addPaths(String path, DataType type, List<String> paths) {
    if (type instanceof StructType struct) {
      Arrays.stream(struct.fields()).forEach(field -> addPaths(path + ".", field, paths));
    } else if (type instanceof ArrayType array) {
      addPaths(path, "element", array.elementType(), paths);
    } else if (type instanceof MapType map) {
      paths.add(path + ".key");
      addPaths(path, "value", map.valueType(), paths);
    }
  }

  /** Iceberg finds the fields of a struct within a list or a map without the step into it, too. */
  private static void addPaths(String path, String step, DataType type, List<String> paths) {
    paths.add(path + "." + step);
    if (type instanceof StructType) {
      addPaths(path, type, paths);
    }
    addPaths(path + "." + step, type, paths);
  }

  /**
   * Returns the columns of the table: those of the items with comments, and ours.
   *
   * @param items from {@link #ofItems}
   * @param keys the attributes of the key, which are required
   */
  static StructType ofTable(StructType items, List<String> keys) {
    Stream<StructField> attributes = Arrays.stream(items.fields()).map(field -> new StructField(
            field.name(),
            commented(field.dataType()),
            !keys.contains(field.name()),
            Metadata.empty())
        .withComment(comment(field)));
    return new StructType(Stream.concat(
            attributes,
            Stream.of(
                own(DAY, DataTypes.DateType, "day of the event; null if it has none"),
                own(
                    DELETED_AT,
                    DataTypes.TimestampType,
                    "when DynamoDB deleted the item; null if it exists")))
        .toArray(StructField[]::new));
  }

  private static StructField own(String name, DataType type, String comment) {
    return new StructField(name, type, true, Metadata.empty()).withComment(comment);
  }

  private static String comment(StructField field) {
    String type = ColumnMetadata.type(field.metadata());
    return type.isEmpty()
        ? "values that fit no column: JSON Pointer to DynamoDB JSON"
        : TYPE + type;
  }

  private static DataType commented(DataType type) {
    return new NestedFields(field -> new StructField(
                field.name(), commented(field.dataType()), field.nullable(), Metadata.empty())
            .withComment(comment(field)))
        .of(type);
  }

  /**
   * Returns the columns of the items, with type tags, of a table's columns with comments. Columns that somebody else has
   * added are not among them.
   */
  static StructType items(StructType table) {
    return new StructType(Arrays.stream(table.fields())
        .filter(field -> isOfItems(field))
        .map(LakeColumns::tagged)
        .toArray(StructField[]::new));
  }

  private static boolean isOfItems(StructField field) {
    return field.name().equals(OverflowColumn.NAME)
        || (!OWN.contains(field.name()) && text(field).startsWith(TYPE));
  }

  private static StructField tagged(StructField field) {
    String text = text(field);
    if (!text.startsWith(TYPE)) {
      return new StructField(field.name(), field.dataType(), true, Metadata.empty());
    }
    DataType type = new NestedFields(LakeColumns::tagged).of(field.dataType());
    return new StructField(
        field.name(), type, true, ColumnMetadata.of(text.substring(TYPE.length())));
  }

  private static String text(StructField field) {
    return field.getComment().isDefined() ? field.getComment().get() : "";
  }
}
