package dev.sluice.schema;

import dev.sluice.item.EpochUnit;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Finds the DynamoDB type of stated dates and times: ISO-8601 text, or numbers whose unit the COMMENT states. */
final class DeclaredTimes {
  private DeclaredTimes() {}

  static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /**
   * Returns the type with its tag.
   *
   * @param wanted the tag or COMMENT of the column; empty if there is neither
   * @param errors receives each problem and its remedy
   */
  static TaggedType tagged(
      DataType type, String wanted, String path, BiConsumer<String, String> errors) {
    Optional<EpochUnit> unit =
        type instanceof TimestampType ? EpochUnit.of(wanted) : Optional.empty();
    if (unit.isEmpty() && !wanted.isEmpty() && !wanted.equals("S")) {
      errors.accept(
          "COMMENT '" + wanted + "' of " + path + " is no DynamoDB type of a "
              + type.catalogString(),
          type instanceof TimestampType
              ? "A comment states S for ISO-8601 text (the default), or the unit of a number: epoch-seconds, epoch-millis"
                  + " or epoch-micros."
              : "Leave it out: such a column holds ISO-8601 text. Numbers can be a timestamp COMMENT 'epoch-seconds'.");
    }
    return new TaggedType(type, unit.map(EpochUnit::tag).orElse("S"));
  }
}
