package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.AttributeType;
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
 * A Spark type that a user has stated, and the DynamoDB type it holds. Where the Spark type leaves a choice (text or
 * number in a string, set or list in an array) the wish decides: a mark, given as the column's COMMENT; without a wish
 * the type seen most in the sample, if the Spark type can hold it; else S, or L.
 */
final class DeclaredType {
  private static final Set<AttributeType> SETS =
      Set.of(AttributeType.SS, AttributeType.NS, AttributeType.BS);

  private final BiConsumer<String, String> fault;

  /**
   * @param fault takes a problem and its remedy
   */
  DeclaredType(BiConsumer<String, String> fault) {
    this.fault = fault;
  }

  /** A Spark type whose fields are marked, and its own mark. */
  record Marked(DataType type, String mark) {}

  /**
   * The field with its mark, nested fields too.
   *
   * @param path what messages call it
   * @param seen of this attribute; an empty tally where nothing was
   */
  StructField field(StructField field, String path, TypeTally seen) {
    if (!field.nullable()) {
      fault.accept(path + " is NOT NULL, which no attribute of DynamoDB is", "Leave out NOT NULL.");
    }
    Marked marked = marked(field.dataType(), wish(field), path, seen);
    return new StructField(field.name(), marked.type, true, ColumnMetadata.of(marked.mark));
  }

  /** A schema that a read had is marked already. */
  private static String wish(StructField field) {
    String mark = ColumnMetadata.type(field.metadata());
    return mark.isEmpty() && field.getComment().isDefined()
        ? field.getComment().get().strip()
        : mark;
  }

  private Marked marked(DataType type, String wish, String path, TypeTally seen) {
    if (type instanceof StringType) {
      boolean numbers = wish.isEmpty() && seen.most().equals(Optional.of(AttributeType.N));
      return scalar(type, wish, path, numbers ? "N" : "S", Set.of("S", "N"));
    }
    if (type instanceof LongType || type instanceof DecimalType || type instanceof DoubleType) {
      return scalar(type, wish, path, "N", Set.of("N"));
    }
    if (type instanceof BooleanType) {
      return scalar(type, wish, path, "BOOL", Set.of("BOOL"));
    }
    if (type instanceof BinaryType) {
      return scalar(type, wish, path, "B", Set.of("B"));
    }
    return container(type, wish, path, seen);
  }

  private Marked scalar(
      DataType type, String wish, String path, String otherwise, Set<String> possible) {
    if (wish.isEmpty()) {
      return new Marked(type, otherwise);
    }
    if (!possible.contains(wish)) {
      refuse(type, wish, path, String.join(" or ", possible.stream().sorted().toList()));
    }
    return new Marked(type, wish);
  }

  private Marked container(DataType type, String wish, String path, TypeTally seen) {
    if (type instanceof ArrayType array) {
      return array(array, wish, path, seen);
    }
    if (type instanceof MapType map && map.keyType() instanceof StringType) {
      checkContainer(type, wish, path, "M");
      Marked value =
          marked(map.valueType(), ColumnMetadata.inner(wish), path + "[…]", seen.values());
      return new Marked(
          DataTypes.createMapType(DataTypes.StringType, value.type, true), "M<" + value.mark + ">");
    }
    if (type instanceof StructType struct) {
      if (!wish.isEmpty() && !wish.equals("M")) {
        refuse(type, wish, path, "M");
      }
      StructType fields = new StructType();
      for (StructField field : struct.fields()) {
        fields = fields.add(field(field, path + "." + field.name(), seen.member(field.name())));
      }
      return new Marked(fields, "M");
    }
    fault.accept(
        path + " is a " + type.catalogString() + ", which no DynamoDB value is", remedy(type));
    return new Marked(type, "");
  }

  private Marked array(ArrayType array, String wish, String path, TypeTally seen) {
    Optional<AttributeType> set = wish.isEmpty()
        ? seen.most().filter(most -> holds(array.elementType(), most))
        : SETS.stream().filter(s -> s.name().equals(wish)).findAny();
    if (set.isPresent()) {
      if (!holds(array.elementType(), set.get())) {
        refuse(array, wish, path, "the set of its elements' type, or L");
      }
      return new Marked(
          DataTypes.createArrayType(array.elementType(), false), set.get().name());
    }
    checkContainer(array, wish, path, "L");
    Marked element =
        marked(array.elementType(), ColumnMetadata.inner(wish), path + "[]", seen.elements());
    return new Marked(DataTypes.createArrayType(element.type, true), "L<" + element.mark + ">");
  }

  /** Whether an array of these elements can be that set. */
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

  private void checkContainer(DataType type, String wish, String path, String letter) {
    boolean wrapped = wish.startsWith(letter + "<") && wish.endsWith(">");
    if (!wish.isEmpty() && !wish.equals(letter) && !wrapped) {
      refuse(
          type,
          wish,
          path,
          letter.equals("L") ? "SS, NS or BS for a set, L for a list" : "M, or M<…>");
    }
  }

  private void refuse(DataType type, String wish, String path, String possible) {
    fault.accept(
        "COMMENT '" + wish + "' of " + path + " is no DynamoDB type of a " + type.catalogString(),
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
