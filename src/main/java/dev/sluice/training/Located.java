package dev.sluice.training;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.TypeTag;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The column, or the part of one, that holds an attribute.
 *
 * @param column the value
 * @param tag its type tag; empty if it has none
 * @param inText whether the path continues inside the value, which is text
 */
record Located(Column column, DataType type, String tag, boolean inText) {
  /** Locates a path; empty if no column has it. */
  static Optional<Located> of(StructType schema, String path) {
    return names(schema, path).flatMap(names -> of(schema, names));
  }

  /**
   * Returns the names of a path. Names may contain dots: the longest column name with which the path begins is taken,
   * and within structs the longest field name. Empty if no column has the path.
   */
  static Optional<List<String>> names(StructType schema, String path) {
    return names(schema, FeatureColumn.names(path), List.of())
        .filter(names -> of(schema, names).isPresent())
        .findFirst();
  }

  /** Returns whether a path is the name of a column, or leads to a field of a struct. */
  static boolean isField(StructType schema, String path) {
    return names(schema, FeatureColumn.names(path), List.of())
        .anyMatch(names -> isField(schema, names));
  }

  private static boolean isField(DataType type, List<String> names) {
    return names.isEmpty()
        || (type instanceof StructType struct
            && field(struct, names.get(0))
                .filter(field -> isField(field.dataType(), names.subList(1, names.size())))
                .isPresent());
  }

  /** Returns the possible names of a path. After a value that is not a struct, every dot separates names. */
  private static Stream<List<String>> names(
      DataType type, List<String> parts, List<String> before) {
    if (!(type instanceof StructType struct) || parts.isEmpty()) {
      return Stream.of(joined(before, parts));
    }
    return IntStream.range(0, parts.size()).boxed().flatMap(left -> {
      int taken = parts.size() - left;
      String name = String.join(".", parts.subList(0, taken));
      List<String> rest = parts.subList(taken, parts.size());
      return field(struct, name).stream()
          .flatMap(field -> names(field.dataType(), rest, joined(before, List.of(name))));
    });
  }

  private static List<String> joined(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** Returns whether the value is text, and not a number kept as text because no decimal column could hold it. */
  boolean isText() {
    return type instanceof StringType && !tag.equals("N");
  }

  /** Locates the value at these names; empty if no column has it. */
  static Optional<Located> of(StructType schema, List<String> names) {
    return field(schema, names.get(0)).flatMap(field -> new Located(
            SqlNames.column(field.name()),
            field.dataType(),
            ColumnMetadata.type(field.metadata()),
            false)
        .within(names.subList(1, names.size())));
  }

  private Optional<Located> within(List<String> names) {
    if (names.isEmpty()) {
      return Optional.of(this);
    }
    if (isText()) {
      return Optional.of(new Located(column, type, tag, true));
    }
    String name = names.get(0);
    List<String> rest = names.subList(1, names.size());
    if (type instanceof StructType struct) {
      return field(struct, name).flatMap(inner -> new Located(
              column.getField(name), inner.dataType(), ColumnMetadata.type(inner.metadata()), false)
          .within(rest));
    }
    return type instanceof MapType map
        ? new Located(
                functions.try_element_at(column, functions.lit(name)),
                map.valueType(),
                TypeTag.inner(tag),
                false)
            .within(rest)
        : Optional.empty();
  }

  private static Optional<StructField> field(StructType struct, String name) {
    return Arrays.stream(struct.fields()).filter(f -> f.name().equals(name)).findFirst();
  }
}
