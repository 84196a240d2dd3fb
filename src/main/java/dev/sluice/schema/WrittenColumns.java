package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Marks the columns of rows to write with the DynamoDB type that each becomes. Who says it, in this order: the DDL; the
 * column's own mark or COMMENT; the same column as the user's DataFrame has it, for Spark's optimizer loses marks; the
 * columns of the target, where they are known. Nobody: the natural type.
 */
public final class WrittenColumns {
  private final DeclaredColumns declared;
  private final StructType given;
  private final StructType target;
  private final List<ConfigError> faults = new ArrayList<>();

  /**
   * @param declared what the user states as DDL
   * @param given the rows' columns before they were optimized; others are passed over
   * @param target what is known of the target's attributes; without columns: nothing
   */
  public WrittenColumns(DeclaredColumns declared, StructType given, StructType target) {
    this.declared = declared;
    this.given = given;
    this.target = target;
  }

  /**
   * The same columns, marked. The overflow and columns that are derived from others stay as they are.
   *
   * @throws InvalidConfigurationException naming each column that cannot be of the type stated for it
   */
  public StructType marked(StructType rows) {
    StructType marked = new StructType(Arrays.stream(rows.fields())
        .map(field -> isAttribute(field) ? field(field, stated(field), field.name()) : field)
        .toArray(StructField[]::new));
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
    return marked;
  }

  private static boolean isAttribute(StructField field) {
    return !field.name().equals(ColumnMetadata.OVERFLOW)
        && ColumnMetadata.derivedFrom(field).isEmpty()
        && !ColumnMetadata.isItem(field);
  }

  private List<StatedType> stated(StructField field) {
    List<StatedType> stated = new ArrayList<>();
    declared.declared(field.name()).map(StatedType::declared).ifPresent(stated::add);
    stated.add(StatedType.of(field, "its mark or COMMENT", true));
    named(given, field.name())
        .map(own -> StatedType.of(own, "its mark or COMMENT", true))
        .ifPresent(stated::add);
    named(target, field.name())
        .map(known -> StatedType.of(known, "the table", false))
        .ifPresent(stated::add);
    return stated;
  }

  private static Optional<StructField> named(StructType columns, String name) {
    return Arrays.stream(columns.fields()).filter(f -> f.name().equals(name)).findFirst();
  }

  private StructField field(StructField field, List<StatedType> stated, String path) {
    Typed typed = typed(field.dataType(), stated, path);
    return new StructField(
        field.name(), typed.type, field.nullable(), ColumnMetadata.of(typed.mark));
  }

  /** A Spark type whose fields are marked, and its own mark. */
  private record Typed(DataType type, String mark) {}

  private Typed typed(DataType type, List<StatedType> stated, String path) {
    String mark = mark(type, stated, path);
    if (type instanceof ArrayType array && mark.equals("L")) {
      Typed element = typed(array.elementType(), inner(stated), path + "[]");
      return new Typed(
          DataTypes.createArrayType(element.type, array.containsNull()), "L<" + element.mark + ">");
    }
    if (type instanceof MapType map) {
      Typed value = typed(map.valueType(), inner(stated), path + "[]");
      return new Typed(
          DataTypes.createMapType(map.keyType(), value.type, map.valueContainsNull()),
          "M<" + value.mark + ">");
    }
    if (type instanceof StructType struct) {
      return new Typed(
          new StructType(Arrays.stream(struct.fields())
              .map(f -> field(f, member(stated, f), path + "." + f.name()))
              .toArray(StructField[]::new)),
          "M");
    }
    return new Typed(type, mark);
  }

  /** What the first says of whom a type is known; without what lies in it. */
  private String mark(DataType type, List<StatedType> stated, String path) {
    if (!(type instanceof NullType)) {
      for (StatedType one : stated) {
        if (one.suits(type)) {
          return StatedType.head(one.mark());
        }
        if (!one.mark().isEmpty() && one.binding()) {
          faults.add(new ConfigError(
              "column " + path,
              "",
              "is a " + type.catalogString() + ", and " + one.by() + " says " + one.mark()
                  + ", which it cannot become",
              "Cast the column, or state another type."));
          break;
        }
      }
    }
    return StatedType.natural(type);
  }

  private static List<StatedType> inner(List<StatedType> stated) {
    return stated.stream().map(StatedType::inner).toList();
  }

  private static List<StatedType> member(List<StatedType> stated, StructField field) {
    return stated.stream().map(one -> one.member(field.name())).toList();
  }
}
