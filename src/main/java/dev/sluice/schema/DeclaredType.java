package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.AttributeType;
import dev.sluice.item.TypeTag;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.CharType;
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
import org.apache.spark.sql.types.VarcharType;

/**
 * Finds the DynamoDB type that a stated Spark type holds. If the Spark type leaves a choice (text or number in a
 * string, set or list in an array), the column's COMMENT decides, if it is a type tag. Otherwise the most frequent type
 * in the sample decides, if the Spark type can hold it. Otherwise it is S, or L.
 */
final class DeclaredType {
  private static final Set<AttributeType> SETS =
      Set.of(AttributeType.SS, AttributeType.NS, AttributeType.BS);

  private final Allowed allowed;
  private final BiConsumer<String, String> errors;

  /**
   * The declarations that are allowed.
   *
   * @param notNull whether columns, fields, elements and values may be declared as never null
   * @param comments whether a COMMENT may be a sentence for people
   */
  record Allowed(SparkTypes types, boolean notNull, boolean comments) {
    /** A user's schema of a whole table. */
    static final Allowed IN_SCHEMA = new Allowed(SparkTypes.ALL, true, true);

    /** Single columns, whose COMMENTs state types. */
    static Allowed inDdl(SparkTypes types) {
      return new Allowed(types, false, false);
    }

    boolean all() {
      return types == SparkTypes.ALL;
    }
  }

  /**
   * Creates the finder.
   *
   * @param errors receives each problem and its remedy
   */
  DeclaredType(Allowed allowed, BiConsumer<String, String> errors) {
    this.allowed = allowed;
    this.errors = errors;
  }

  /**
   * Returns a field with its type tag, and nested fields with theirs.
   *
   * @param path the field's name in messages
   * @param seen the attribute's values in the sample; an empty tally if there were none
   */
  StructField field(StructField field, String path, TypeTally seen) {
    if (!field.nullable() && !allowed.notNull()) {
      errors.accept(
          path + " is NOT NULL, which no attribute of DynamoDB is", "Leave out NOT NULL.");
    }
    String comment = comment(field);
    String tag = ColumnMetadata.type(field.metadata());
    boolean said = allowed.comments() && isSentence(comment);
    StructField column = tagged(
            field.dataType(), tag.isEmpty() && !said ? comment : tag, path, seen)
        .column(field.name(), field.nullable() || !allowed.notNull());
    return said ? column.withComment(comment) : column;
  }

  private static String comment(StructField field) {
    return field.getComment().isDefined() ? field.getComment().get().strip() : "";
  }

  /** Returns whether a COMMENT is meant for people: it is no type tag, and resembles none. */
  private static boolean isSentence(String comment) {
    String upper = comment.toUpperCase(Locale.ROOT);
    return !comment.isEmpty()
        && !StatedType.isTag(comment)
        && !StatedType.isTag(upper)
        && !upper.startsWith("EPOCH");
  }

  private TaggedType tagged(DataType type, String wanted, String path, TypeTally seen) {
    if (type instanceof StringType && !isPadded(type)) {
      boolean numbers = wanted.isEmpty() && seen.most().equals(Optional.of(AttributeType.N));
      return scalar(type, wanted, path, numbers ? "N" : "S", Set.of("S", "N"));
    }
    if (isNumber(type)) {
      return scalar(type, wanted, path, "N", Set.of("N"));
    }
    if (type instanceof BooleanType) {
      return scalar(type, wanted, path, "BOOL", Set.of("BOOL"));
    }
    if (type instanceof BinaryType) {
      return scalar(type, wanted, path, "B", Set.of("B"));
    }
    return allowed.all() && DeclaredTimes.isTime(type)
        ? DeclaredTimes.tagged(type, wanted, path, errors)
        : container(type, wanted, path, seen);
  }

  private boolean isNumber(DataType type) {
    return type instanceof LongType
        || type instanceof DecimalType
        || type instanceof DoubleType
        || (allowed.all() && (type instanceof IntegralType || type instanceof FloatType));
  }

  /** Returns whether values are padded or cut to a length, which DynamoDB's are not. Spark 4's are a StringType. */
  private static boolean isPadded(DataType type) {
    return type instanceof CharType || type instanceof VarcharType;
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
      return TaggedType.map(
          DataTypes.StringType, value, map.valueContainsNull() || !allowed.notNull());
    }
    if (type instanceof StructType struct) {
      if (!wanted.isEmpty() && !wanted.equals("M")) {
        refuse(type, wanted, path, "M");
      }
      checkNames(struct, path);
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
    return TaggedType.list(element, array.containsNull() || !allowed.notNull());
  }

  private void checkNames(StructType struct, String path) {
    Set<String> names = new HashSet<>();
    for (String name : struct.fieldNames()) {
      if (!names.add(name)) {
        errors.accept(path + " has the field " + name + " twice", "State it once.");
      }
    }
  }

  /** Returns whether an array of such elements can be a set of this type. */
  private boolean holds(DataType element, AttributeType set) {
    return switch (set) {
      case SS -> element instanceof StringType;
      case BS -> element instanceof BinaryType;
      case NS -> element instanceof StringType || isNumber(element);
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
    if (isPadded(type)) {
      return "Declare it string.";
    }
    if (type instanceof IntegralType) {
      return "Declare it bigint, or decimal(p,0).";
    }
    if (type instanceof FloatType) {
      return "Declare it double, or decimal(p,s).";
    }
    return "Declare it string, or bigint for numbers, and cast the column after the read.";
  }
}
