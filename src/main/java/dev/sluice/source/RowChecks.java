package dev.sluice.source;

import dev.sluice.pushdown.RowCheck;
import dev.sluice.scan.Expression;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compiles checks of rows. */
final class RowChecks {
  private RowChecks() {}

  /** Returns the columns of rows, and after them those that only the checks need. */
  static StructType columns(StructType rows, List<RowCheck> checks, StructType schema) {
    List<String> names = Arrays.asList(rows.fieldNames());
    Stream<StructField> more = checks.stream()
        .map(RowCheck::column)
        .distinct()
        .filter(name -> !names.contains(name))
        .map(schema::apply);
    return new StructType(
        Stream.concat(Arrays.stream(rows.fields()), more).toArray(StructField[]::new));
  }

  /** Returns the condition of all checks. */
  static Predicate<InternalRow> of(List<RowCheck> checks, StructType columns) {
    return checks.stream().map(check -> of(check, columns)).reduce(row -> true, Predicate::and);
  }

  private static Predicate<InternalRow> of(RowCheck check, StructType columns) {
    int ordinal = columns.fieldIndex(check.column());
    DataType type = columns.apply(ordinal).dataType();
    return check.excluded().stream()
        .map(RowChecks::equalTo)
        .map(equal -> (Predicate<InternalRow>) row -> !equal.test(row.get(ordinal, type)))
        .reduce(row -> !row.isNullAt(ordinal), Predicate::and);
  }

  /** Returns whether a value of Spark's equals a value of DynamoDB's, in DynamoDB's sense. */
  private static Predicate<Object> equalTo(Expression.Value value) {
    if (value instanceof Expression.Value.Binary binary) {
      byte[] bytes = Base64.getDecoder().decode(binary.base64());
      return found -> found instanceof byte[] b && Arrays.equals(b, bytes);
    }
    AttributeValue plain = ((Expression.Value.Plain) value).value();
    if (plain.n() == null) {
      UTF8String text = UTF8String.fromString(plain.s());
      return text::equals;
    }
    BigDecimal number = new BigDecimal(plain.n());
    return found -> number(found).compareTo(number) == 0;
  }

  private static BigDecimal number(Object found) {
    if (found instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal();
    }
    return found instanceof Double floating
        ? BigDecimal.valueOf(floating)
        : BigDecimal.valueOf(((Number) found).longValue());
  }
}
