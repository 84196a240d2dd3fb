package dev.sluice.analytics;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.item.AttributeType;
import dev.sluice.item.OverflowColumn;
import dev.sluice.item.TypeTag;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a table's items, wherever the snapshot holds it: in a column of its own, in a field of a struct,
 * under a key of a map, or, if the column could not hold the value, in {@code _overflow} under its own JSON Pointer or
 * within a map that overflowed as a whole. A path may continue into the JSON text of an attribute.
 */
public final class Attribute {
  private static final long MAX_AS_NUMBER = 1_000_000_000_000_000L;

  private final StructType schema;
  private final String path;

  private Attribute(StructType schema, String path) {
    this.schema = schema;
    this.path = path;
  }

  /**
   * Returns the attribute as {@code struct<type: string, text: string>}: DynamoDB's name of its type ({@code S}, {@code
   * N}, {@code BOOL}, {@code NULL}, {@code B}, {@code M}, {@code L}, …) and its value as text, null for NULL. The
   * struct is null for items without the attribute.
   *
   * @param schema of the Dataset that the column is for
   * @param path the attribute's name, or names separated by dots; an attribute whose own name contains the dots takes
   *     precedence
   */
  public static Column column(StructType schema, String path) {
    List<Column> candidates = new ArrayList<>(List.of(stored(schema, path)));
    List<String> names = names(path);
    for (int depth = names.size() - 1; depth > 0; depth--) {
      Column outer = stored(schema, String.join(".", names.subList(0, depth)));
      Column text = when(outer.getField("type").equalTo("S"), outer.getField("text"));
      candidates.add(udf(new JsonTextValue(names.subList(depth, names.size())), OverflowValue.TYPE)
          .apply(text));
    }
    return coalesce(candidates.toArray(Column[]::new));
  }

  /** Returns the same without looking into JSON text. */
  public static Column stored(StructType schema, String path) {
    return new Attribute(schema, path).column();
  }

  /** Returns the names of a path. */
  static List<String> names(String path) {
    return Arrays.asList(path.split("\\.", -1));
  }

  /**
   * Returns the same for a list of names, each of which may contain dots.
   *
   * @param names the path to the value, the attribute's own name first; no other attribute is tried
   */
  public static Column stored(StructType schema, List<String> names) {
    return new Attribute(schema, String.join(".", names)).first(List.of(names));
  }

  /**
   * Returns the attribute as a double if a column of its own, of whole numbers, decimals or doubles, holds it and it is
   * from 0 to 10^15; null otherwise, when {@link #column} has it. This avoids formatting and parsing text.
   */
  public static Column number(StructType schema, String path) {
    StructField field = field(schema, path);
    if (field == null || !isNumber(field.dataType())) {
      return lit(null).cast(DataTypes.DoubleType);
    }
    Column value = SqlNames.column(path);
    return when(value.geq(0).and(value.leq(lit(MAX_AS_NUMBER))), value.cast(DataTypes.DoubleType));
  }

  /** Returns whether a column of its own, of whole numbers, holds the attribute. */
  static boolean isWhole(StructType schema, String path) {
    StructField field = field(schema, path);
    return field != null && field.dataType() instanceof LongType;
  }

  private static boolean isNumber(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof DecimalType
        || type instanceof DoubleType;
  }

  private Column column() {
    List<String> names = names(path);
    return first(names.size() > 1 ? List.of(List.of(path), names) : List.of(names));
  }

  /** Returns the value at the first of these paths that an item has. */
  private Column first(List<List<String>> paths) {
    Column[] candidates =
        paths.stream().flatMap(names -> candidates(names).stream()).toArray(Column[]::new);
    return candidates.length == 0 ? nothing() : coalesce(candidates);
  }

  private List<Column> candidates(List<String> names) {
    List<Column> candidates = new ArrayList<>();
    Column inColumns = inColumns(names);
    if (inColumns != null) {
      candidates.add(inColumns);
    }
    if (field(schema, OverflowColumn.NAME) != null) {
      candidates.add(OverflowValue.column(names));
    }
    return candidates;
  }

  private @Nullable Column inColumns(List<String> names) {
    StructField field = field(schema, names.get(0));
    return field == null
        ? null
        : within(
            SqlNames.column(names.get(0)),
            field.dataType(),
            mark(field),
            names.subList(1, names.size()));
  }

  private static @Nullable Column within(
      Column value, DataType type, String mark, List<String> names) {
    if (names.isEmpty()) {
      return when(value.isNotNull(), tagged(value, type, mark));
    }
    String name = names.get(0);
    List<String> rest = names.subList(1, names.size());
    if (type instanceof StructType struct) {
      StructField field = field(struct, name);
      return field == null
          ? null
          : within(value.getField(name), field.dataType(), mark(field), rest);
    }
    return type instanceof MapType map
        ? within(try_element_at(value, lit(name)), map.valueType(), ofValues(mark), rest)
        : null;
  }

  private static Column tagged(Column value, DataType type, String mark) {
    if (type instanceof StringType) {
      return pair(mark.equals("N") ? "N" : "S", value);
    } else if (type instanceof NumericType) {
      return pair("N", value.cast(DataTypes.StringType));
    } else if (type instanceof BooleanType) {
      return pair("BOOL", value.cast(DataTypes.StringType));
    } else if (type instanceof BinaryType) {
      return pair("B", base64(value));
    } else if (type instanceof ArrayType) {
      return pair(AttributeType.isSet(mark) ? mark : "L", to_json(value));
    } else if (type instanceof StructType || type instanceof MapType) {
      return pair("M", to_json(value));
    }
    return nothing();
  }

  static String mark(StructField field) {
    Metadata metadata = field.metadata();
    return metadata.contains(TypeTag.KEY) ? metadata.getString(TypeTag.KEY) : "";
  }

  /** Returns the DynamoDB type of the values of a map whose column has this mark. */
  private static String ofValues(String mark) {
    return mark.startsWith("M<") ? TypeTag.inner(mark) : "";
  }

  private static Column pair(String type, Column text) {
    return struct(lit(type).as("type"), text.as("text"));
  }

  private static Column nothing() {
    return lit(null).cast(OverflowValue.TYPE);
  }

  static @Nullable StructField field(StructType struct, String name) {
    return Arrays.stream(struct.fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
