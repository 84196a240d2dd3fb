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

/** A Spark function that returns the part of a row's overflow at or below some paths of the item. */
public final class OverflowWithin implements UDF1<@Nullable String, @Nullable String> {
  private static final long serialVersionUID = 1L;

  private final List<String> pointers;

  private OverflowWithin(List<String> pointers) {
    this.pointers = List.copyOf(pointers);
  }

  /**
   * Returns this part of the overflow column, as text of the same form; null if it has no such entries.
   *
   * @param paths each path as a list of names
   */
  public static Column column(List<List<String>> paths) {
    List<String> pointers = paths.stream().map(JsonPointer::of).toList();
    return functions
        .udf(new OverflowWithin(pointers), DataTypes.StringType)
        .apply(functions.col(OverflowColumn.NAME));
  }

  @Override
  public @Nullable String call(@Nullable String overflow) {
    return overflow == null ? null : OverflowText.within(overflow, pointers);
  }
}
