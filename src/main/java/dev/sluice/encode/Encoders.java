package dev.sluice.encode;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.encode.ScalarEncoder.Reading;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.item.TypeTag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compiles a schema into encoders. */
final class Encoders {
  private static final Reading<String> TEXT = (from, i) -> Texts.of(from.getUTF8String(i));
  private static final Reading<SdkBytes> BYTES =
      (from, i) -> SdkBytes.fromByteArrayUnsafe(from.getBinary(i));
  private static final Reading<String> NUMBER_TEXT =
      (from, i) -> NumberEncoding.parsed(from.getUTF8String(i).toString());

  private Encoders() {}

  /**
   * Returns the encoders of a row's columns, except derived ones, or of a struct's fields.
   *
   * @param skipped the ordinals to leave out
   * @param prefix the struct's path, followed by a dot; empty for a row
   * @throws InvalidConfigurationException if DynamoDB has no type for one of them, or two have the same name
   */
  static Members of(StructType schema, IntPredicate skipped, String prefix) {
    List<Members.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.apply(i);
      String name = prefix + field.name();
      if (!skipped.test(i) && ColumnMetadata.derivedFrom(field).isEmpty()) {
        if (!names.add(field.name())) {
          throw refused(name, "is there twice", "Rename one of them.");
        }
        if (!Texts.isEncodable(field.name())) {
          throw refused(
              name, "has half a surrogate pair in its name, which is not text", "Rename it.");
        }
        members.add(new Members.Member(
            field.name(), i, of(field.dataType(), ColumnMetadata.type(field.metadata()), name)));
      }
    }
    return new Members(members);
  }

  private static ValueEncoder of(DataType type, String tag, String name) {
    if (type instanceof StringType) {
      return tag.equals("N")
          ? scalar(NUMBER_TEXT, AttributeValue::fromN)
          : scalar(TEXT, AttributeValue::fromS);
    }
    Optional<Reading<String>> number = NumberEncoding.of(type);
    if (number.isPresent()) {
      return scalar(number.get(), AttributeValue::fromN);
    }
    if (type instanceof BooleanType) {
      return new ScalarEncoder((from, i) -> AttributeValue.fromBool(from.getBoolean(i)));
    }
    if (type instanceof BinaryType) {
      return scalar(BYTES, AttributeValue::fromB);
    }
    if (type instanceof NullType) {
      return new ScalarEncoder((from, i) -> AttributeValue.fromNul(true));
    }
    return time(type)
        .<ValueEncoder>map(text -> scalar(text, AttributeValue::fromS))
        .orElseGet(() -> container(type, tag, name));
  }

  /** Returns a reading that formats times as ISO-8601 text, instants in UTC; empty if the type is not a time. */
  private static Optional<Reading<String>> time(DataType type) {
    if (type instanceof DateType) {
      return Optional.of((from, i) -> LocalDate.ofEpochDay(from.getInt(i)).toString());
    }
    if (type instanceof TimestampType) {
      return Optional.of((from, i) -> instant(from.getLong(i)).toString());
    }
    if (type instanceof TimestampNTZType) {
      return Optional.of((from, i) -> localDateTime(from.getLong(i)).toString());
    }
    return Optional.empty();
  }

  private static Instant instant(long micros) {
    return DateTimeUtils.microsToInstant(micros);
  }

  private static LocalDateTime localDateTime(long micros) {
    return DateTimeUtils.microsToLocalDateTime(micros);
  }

  private static ValueEncoder container(DataType type, String tag, String name) {
    if (type instanceof ArrayType array) {
      return set(array.elementType(), tag)
          .orElseGet(() -> new ContainerEncoders.ListEncoder(
              of(array.elementType(), TypeTag.inner(tag), name + "[]")));
    }
    if (type instanceof MapType map && map.keyType() instanceof StringType) {
      return new ContainerEncoders.MapEncoder(of(map.valueType(), TypeTag.inner(tag), name + "[]"));
    }
    if (type instanceof StructType struct) {
      return new ContainerEncoders.StructEncoder(of(struct, i -> false, name + "."), struct.size());
    }
    throw refused(
        name,
        "is a " + type.catalogString() + ", for which DynamoDB has no type",
        "Cast it, for example to string, or drop it.");
  }

  /**
   * Returns the encoder of a set; empty if the array is a list, because its tag names no set, or not a set of such
   * elements.
   */
  private static Optional<ValueEncoder> set(DataType element, String tag) {
    if (tag.equals("SS") && element instanceof StringType) {
      return Optional.of(scalar(ScalarEncoder.set(TEXT), AttributeValue::fromSs));
    }
    if (tag.equals("BS") && element instanceof BinaryType) {
      return Optional.of(scalar(ScalarEncoder.set(BYTES), AttributeValue::fromBs));
    }
    if (tag.equals("NS")) {
      Optional<Reading<String>> number =
          element instanceof StringType ? Optional.of(NUMBER_TEXT) : NumberEncoding.of(element);
      return number.map(text -> scalar(ScalarEncoder.set(text), AttributeValue::fromNs));
    }
    return Optional.empty();
  }

  private static <T> ScalarEncoder scalar(Reading<T> reading, Function<T, AttributeValue> tag) {
    return new ScalarEncoder((from, i) -> tag.apply(reading.read(from, i)));
  }

  private static InvalidConfigurationException refused(
      String column, String problem, String remedy) {
    return new InvalidConfigurationException(
        List.of(new ConfigError("column " + column, "", problem, remedy)));
  }
}
