package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.AttributeType;
import dev.sluice.item.TypeTag;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the DynamoDB type that a stated Spark type holds. If the Spark type leaves a choice (text or number in a
 * string, set or list in an array), the column's COMMENT decides, if it is a type tag. Otherwise the most frequent type
 * in the sample decides, if the Spark type can hold it. Otherwise it is S, or L.
 */
final class DeclaredType {
  private static final Set<AttributeType> SETS =
      Set.of(AttributeType.SS, AttributeType.NS, AttributeType.BS);

  private final BiConsumer<String, String> errors;

  /**
   * Creates the finder.
   *
   * @param errors receives each problem and its remedy
   */
  DeclaredType(BiConsumer<String, String> errors) {
    this.errors = errors;
  }

  /**
   * Returns a field with its type tag, and nested fields with theirs.
   *
   * @param path the field's name in messages
   * @param seen the attribute's values in the sample; an empty tally if there were none
   */
  StructField field(StructField field, String path, TypeTally seen) {
    if (!field.nullable()) {
      errors.accept(
          path + " is NOT NULL, which no attribute of DynamoDB is", "Leave out NOT NULL.");
    }
    return tagged(field.dataType(), wanted(field), path, seen).column(field.name(), true);
  }

  /** Returns the tag of a schema that was read, else the COMMENT; empty if there is neither. */
  private static String wanted(StructField field) {
    String tag = ColumnMetadata.type(field.metadata());
    return tag.isEmpty() && field.getComment().isDefined()
        ? field.getComment().get().strip()
        : tag;
  }

  private TaggedType tagged(DataType type, String wanted, String path, TypeTally seen) {
    if (type instanceof StringType) {
      boolean numbers = wanted.isEmpty() && seen.most().equals(Optional.of(AttributeType.N));
      return scalar(type, wanted, path, numbers ? "N" : "S", Set.of("S", "N"));
    }
    if (type instanceof LongType || type instanceof DecimalType || type instanceof DoubleType) {
      return scalar(type, wanted, path, "N", Set.of("N"));
    }
    if (type instanceof BooleanType) {
      return scalar(type, wanted, path, "BOOL", Set.of("BOOL"));
    }
    if (type instanceof BinaryType) {
      return scalar(type, wanted, path, "B", Set.of("B"));
    }
    return container(type, wanted, path, seen);
  }

  private TaggedType scalar(
      DataType type, String wanted, String path, String otherwise, Set<String> possible) {
    if (wanted.isEmpty()) {
      return new TaggedType(type, otherwise);
    }
    if (!possible.contains(wanted)) {
      refuse(type, wanted, path, String.join(" or ", possible.stream().sorted().toList()));
    }
    return new TaggedType(type, wanted);
  }

  private TaggedType container(DataType type, String wanted, String path, TypeTally seen) {
    if (type instanceof ArrayType array) {
      return array(array, wanted, path, seen);
    }
    if (type instanceof MapType map && map.keyType() instanceof StringType) {
      checkContainer(type, wanted, path, "M");
      TaggedType value =
          tagged(map.valueType(), TypeTag.inner(wanted), path + "[…]", seen.values());
      return TaggedType.map(DataTypes.StringType, value, true);
    }
    if (type instanceof StructType struct) {
      if (!wanted.isEmpty() && !wanted.equals("M")) {
        refuse(type, wanted, path, "M");
      }
      StructType fields = new StructType();
      for (StructField field : struct.fields()) {
        fields = fields.add(field(field, path + "." + field.name(), seen.member(field.name())));
      }
      return TaggedType.struct(fields);
    }
    errors.accept(
        path + " is a " + type.catalogString() + ", which no DynamoDB value is", remedy(type));
    return new TaggedType(type, "");
  }

  private TaggedType array(ArrayType array, String wanted, String path, TypeTally seen) {
    Optional<AttributeType> set = wanted.isEmpty()
        ? seen.most().filter(most -> holds(array.elementType(), most))
        : SETS.stream().filter(s -> s.name().equals(wanted)).findAny();
    if (set.isPresent()) {
      if (!holds(array.elementType(), set.get())) {
        refuse(array, wanted, path, "the set of its elements' type, or L");
      }
      return TaggedType.set(array.elementType(), set.get().name());
    }
    checkContainer(array, wanted, path, "L");
    TaggedType element =
        tagged(array.elementType(), TypeTag.inner(wanted), path + "[]", seen.elements());
    return TaggedType.list(element, true);
  }

  /** Returns whether an array of such elements can be a set of this type. */
  private static boolean holds(DataType element, AttributeType set) {
    return switch (set) {
      case SS -> element instanceof StringType;
      case BS -> element instanceof BinaryType;
      case NS ->
        element instanceof StringType
            || element instanceof LongType
            || element instanceof DecimalType
            || element instanceof DoubleType;
      default -> false;
    };
  }

  private void checkContainer(DataType type, String wanted, String path, String letter) {
    boolean wrapped = wanted.startsWith(letter + "<") && wanted.endsWith(">");
    if (!wanted.isEmpty() && !wanted.equals(letter) && !wrapped) {
      refuse(
          type,
          wanted,
          path,
          letter.equals("L") ? "SS, NS or BS for a set, L for a list" : "M, or M<…>");
    }
  }

  private void refuse(DataType type, String wanted, String path, String possible) {
    errors.accept(
        "COMMENT '" + wanted + "' of " + path + " is no DynamoDB type of a " + type.catalogString(),
        "A comment states the DynamoDB type, here " + possible
            + "; without one the sample decides.");
  }

  private static String remedy(DataType type) {
    if (type instanceof IntegralType) {
      return "Declare it bigint, or decimal(p,0).";
    }
    if (type instanceof FloatType) {
      return "Declare it double, or decimal(p,s).";
    }
    return "Declare it string, or bigint for numbers, and cast the column after the read.";
  }
}
