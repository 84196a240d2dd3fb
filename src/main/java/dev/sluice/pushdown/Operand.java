package dev.sluice.pushdown;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A literal in DynamoDB's form.
 *
 * @param exact whether a value that equals the literal fits the column; if not, the two are never equal in SQL
 */
record Operand(AttributeValue value, boolean exact) {
  /** Returns the literal; empty if DynamoDB cannot compare such a value, or would find other items than SQL does. */
  static Optional<Operand> of(Column column, Literal<?> literal) {
    Object value = literal.value();
    return switch (column.tag()) {
      case "S" ->
        (column.isText() ? text(value) : TimeOperand.text(column.type(), value))
            .map(Operand::exact);
      case "B" ->
        value instanceof byte[] bytes && bytes.length > 0
            ? Optional.of(exact(AttributeValue.fromB(SdkBytes.fromByteArray(bytes))))
            : Optional.empty();
      case "BOOL" ->
        value instanceof Boolean bool
            ? Optional.of(exact(AttributeValue.fromBool(bool)))
            : Optional.empty();
      case "N" -> column.isText() ? Optional.empty() : number(column, value);
      default -> Optional.empty();
    };
  }

  /** Returns whether the value has at most so many bytes, as DynamoDB counts a key's. */
  boolean isShort(int longest) {
    return ExpressionWriter.bytes(value) <= longest;
  }

  private static Operand exact(AttributeValue value) {
    return new Operand(value, true);
  }

  /** Returns a string's value; empty if its bytes are not UTF-8, which Spark allows and DynamoDB does not. */
  private static Optional<AttributeValue> text(@Nullable Object value) {
    if (value instanceof UTF8String text && text.numBytes() > 0) {
      UTF8String again = UTF8String.fromString(text.toString());
      return Arrays.equals(again.getBytes(), text.getBytes())
          ? Optional.of(AttributeValue.fromS(text.toString()))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Operand> number(Column column, @Nullable Object value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      long whole = ((Number) value).longValue();
      return column.unit() == null
          ? number(BigDecimal.valueOf(whole), true)
          : number(column.unit().number(whole), true);
    }
    if (value instanceof Decimal decimal && column.type() instanceof DecimalType type) {
      BigDecimal number = decimal.toJavaBigDecimal();
      return number(number, fits(number.stripTrailingZeros(), type));
    }
    if (value instanceof Float single && Float.isFinite(single)) {
      return number(new BigDecimal(single.toString()), true);
    }
    // the column holds a number only if it is the shortest text of its double, and so is the
    // literal
    return value instanceof Double floating && Double.isFinite(floating)
        ? number(BigDecimal.valueOf(floating), true)
        : Optional.empty();
  }

  private static Optional<Operand> number(BigDecimal number, boolean exact) {
    String text = number.stripTrailingZeros().toString();
    return NumberGrammar.inRange(number)
        ? Optional.of(new Operand(AttributeValue.fromN(text), exact))
        : Optional.empty();
  }

  private static boolean fits(BigDecimal trimmed, DecimalType column) {
    return trimmed.scale() <= column.scale()
        && trimmed.precision() - trimmed.scale() <= column.precision() - column.scale();
  }
}
