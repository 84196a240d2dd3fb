package dev.sluice.dataset.snapshot;

import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Joins the items of several entity types into one Dataset. Columns of one name with different types become text. */
public final class EntityUnion {
  private EntityUnion() {}

  /** Returns the rows of all entity types together. */
  public static Dataset<Row> of(List<Dataset<Row>> parts) {
    Set<String> text = differing(parts);
    return parts.stream()
        .map(part -> part.select(Arrays.stream(part.schema().fields())
            .map(field -> text.contains(key(field)) ? text(field) : column(field))
            .toArray(Column[]::new)))
        .reduce((one, other) -> one.unionByName(other, true))
        .orElseThrow();
  }

  /** Returns the lower-case names of columns whose types differ in more than the size of a number. */
  private static Set<String> differing(List<Dataset<Row>> parts) {
    Map<String, List<DataType>> types = new HashMap<>();
    parts.forEach(part -> Arrays.stream(part.schema().fields())
        .forEach(field ->
            types.computeIfAbsent(key(field), name -> new ArrayList<>()).add(field.dataType())));
    Set<String> differing = new HashSet<>();
    types.forEach((name, all) -> {
      boolean numbers = all.stream().allMatch(NumericType.class::isInstance);
      if (!numbers && !all.stream().allMatch(all.get(0)::sameType)) {
        differing.add(name);
      }
    });
    return differing;
  }

  /** Returns the name in lower case, because Spark ignores case. */
  private static String key(StructField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  private static Column column(StructField field) {
    return SqlNames.column(field.name());
  }

  private static Column text(StructField field) {
    DataType type = field.dataType();
    Column column = column(field);
    if (type.equals(DataTypes.BinaryType)) {
      column = functions.base64(column);
    } else if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
      column = functions.to_json(column);
    }
    return column.cast(DataTypes.StringType).as(field.name(), field.metadata());
  }
}
