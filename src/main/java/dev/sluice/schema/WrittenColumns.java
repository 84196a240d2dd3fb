package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.item.EpochUnit;
import dev.sluice.item.TypeTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tags the columns of rows to write with the DynamoDB types that they become. The first source that states a type
 * decides: the DDL; the column's own tag or COMMENT; the same column of the user's DataFrame, because Spark's optimizer
 * loses metadata; the target's column, if known; else the natural type.
 */
public final class WrittenColumns {
  private final DeclaredColumns declared;
  private final StructType given;
  private final StructType target;
  private final List<ConfigError> errors = new ArrayList<>();

  /**
   * Creates the columns.
   *
   * @param declared the columns of the user's DDL
   * @param given the rows' columns before Spark's optimizer changed them
   * @param target the known attributes of the target; empty if none is known
   */
  public WrittenColumns(DeclaredColumns declared, StructType given, StructType target) {
    this.declared = declared;
    this.given = given;
    this.target = target;
  }

  /**
   * Returns the columns with type tags. The overflow column and derived columns stay unchanged.
   *
   * @throws InvalidConfigurationException naming each column that cannot have its stated type
   */
  public StructType tagged(StructType rows) {
    StructType tagged = new StructType(Arrays.stream(rows.fields())
        .map(field ->
            ColumnMetadata.isAttribute(field) ? field(field, stated(field), field.name()) : field)
        .toArray(StructField[]::new));
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    return tagged;
  }

  private List<StatedType> stated(StructField field) {
    List<StatedType> stated = new ArrayList<>();
    declared.declared(field.name()).map(StatedType::declared).ifPresent(stated::add);
    stated.add(StatedType.of(field, "its tag or COMMENT", true));
    named(given, field.name())
        .map(own -> StatedType.of(own, "its tag or COMMENT", true))
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
    return typed(field.dataType(), stated, path).column(field.name(), field.nullable());
  }

  private TaggedType typed(DataType type, List<StatedType> stated, String path) {
    String tag = tag(type, stated, path);
    if (type instanceof ArrayType array && tag.equals("L")) {
      TaggedType element = typed(array.elementType(), inner(stated), path + "[]");
      return TaggedType.list(element, array.containsNull());
    }
    if (type instanceof MapType map) {
      TaggedType value = typed(map.valueType(), inner(stated), path + "[]");
      return TaggedType.map(map.keyType(), value, map.valueContainsNull());
    }
    if (type instanceof StructType struct) {
      return TaggedType.struct(new StructType(Arrays.stream(struct.fields())
          .map(f -> field(f, member(stated, f), path + "." + f.name()))
          .toArray(StructField[]::new)));
    }
    return new TaggedType(type, tag);
  }

  /** Returns the outer tag of the type that the first source states. */
  private String tag(DataType type, List<StatedType> stated, String path) {
    if (!(type instanceof NullType)) {
      for (StatedType one : stated) {
        if (one.suits(type)) {
          return EpochUnit.of(one.tag())
              .map(EpochUnit::tag)
              .orElseGet(() -> TypeTag.outer(one.tag()));
        }
        if (!one.tag().isEmpty() && one.binding()) {
          errors.add(new ConfigError(
              "column " + path,
              "",
              "is a " + type.catalogString() + ", and " + one.by() + " says " + one.tag()
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
