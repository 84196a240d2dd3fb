package dev.sluice.decode;

import dev.sluice.item.JsonPointer;
import dev.sluice.item.OverflowColumn;
import dev.sluice.wire.OverflowText;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * A Spark function that returns a row's overflow but what is at or below a path of the item.
 *
 * @param pointer the path
 */
public record OverflowWithout(String pointer) implements UDF1<@Nullable String, @Nullable String> {
  /**
   * Returns the rest of the overflow column, as text of the same form; null if there is none.
   *
   * @param attribute the attribute whose entries are left out
   */
  public static Column column(String attribute) {
    return functions
        .udf(new OverflowWithout(JsonPointer.of(List.of(attribute))), DataTypes.StringType)
        .apply(functions.col(OverflowColumn.NAME));
  }

  @Override
  public @Nullable String call(@Nullable String overflow) {
    return overflow == null ? null : OverflowText.without(overflow, pointer);
  }
}
