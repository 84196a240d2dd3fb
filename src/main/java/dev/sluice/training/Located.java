package dev.sluice.training;

import dev.sluice.decode.Marks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where a table's columns have an attribute.
 *
 * @param column the column, or the part of it, that holds the value
 * @param mark its DynamoDB type; empty where nothing says it
 * @param inText whether the path goes on within the text that stands there
 */
record Located(Column column, DataType type, String mark, boolean inText) {
  /** The place of a path; empty where no column has it. */
  static Optional<Located> of(StructType schema, String path) {
    Optional<Located> whole = in(schema, List.of(path));
    return whole.isPresent() ? whole : in(schema, Source.names(path));
  }

  /** Text, but not a number that no decimal column could hold. */
  boolean isText() {
    return type instanceof StringType && !mark.equals("N");
  }

  private static Optional<Located> in(StructType schema, List<String> names) {
    return field(schema, names.get(0)).flatMap(field -> new Located(
            functions.col(quoted(field.name())),
            field.dataType(),
            Marks.type(field.metadata()),
            false)
        .within(names.subList(1, names.size())));
  }

  private Optional<Located> within(List<String> names) {
    if (names.isEmpty()) {
      return Optional.of(this);
    }
    if (isText()) {
      return Optional.of(new Located(column, type, mark, true));
    }
    String name = names.get(0);
    List<String> rest = names.subList(1, names.size());
    if (type instanceof StructType struct) {
      return field(struct, name).flatMap(inner -> new Located(
              column.getField(name), inner.dataType(), Marks.type(inner.metadata()), false)
          .within(rest));
    }
    return type instanceof MapType map
        ? new Located(
                functions.try_element_at(column, functions.lit(name)),
                map.valueType(),
                Marks.inner(mark),
                false)
            .within(rest)
        : Optional.empty();
  }

  private static Optional<StructField> field(StructType struct, String name) {
    return Arrays.stream(struct.fields()).filter(f -> f.name().equals(name)).findFirst();
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
