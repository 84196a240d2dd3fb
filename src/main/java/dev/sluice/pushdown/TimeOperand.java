package dev.sluice.pushdown;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Literals of dates and times in DynamoDB's form. */
final class TimeOperand {
  private static final int FIRST_YEAR = 1;
  private static final int LAST_YEAR = 9999;

  private TimeOperand() {}

  static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /**
   * Returns the text of a date, of which there is one only, in the order of dates; empty for other values. A timestamp
   * has many texts: with and without a fraction, with any offset.
   */
  static Optional<AttributeValue> text(DataType type, @Nullable Object value) {
    if (!(type instanceof DateType) || !(value instanceof Integer days)) {
      return Optional.empty();
    }
    LocalDate date = LocalDate.ofEpochDay(days);
    return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR
        ? Optional.of(AttributeValue.fromS(date.toString()))
        : Optional.empty();
  }
}
