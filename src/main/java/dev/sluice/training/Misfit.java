package dev.sluice.training;

import dev.sluice.item.AttributeType;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.OverflowColumn;
import dev.sluice.wire.OverflowText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * A Spark function that returns the first value in a row's overflow at or below a path of the item. An explicit NULL
 * does not count.
 */
final class Misfit implements UDF1<@Nullable String, @Nullable String> {
  private static final long serialVersionUID = 1L;

  private final String path;

  private Misfit(String path) {
    this.path = path;
  }

  /**
   * Returns the value as DynamoDB JSON; null if there is none.
   *
   * @param names the names of the path
   */
  static Column column(List<String> names) {
    return functions
        .udf(new Misfit(JsonPointer.of(names)), DataTypes.StringType)
        .apply(functions.col(OverflowColumn.NAME));
  }

  @Override
  public @Nullable String call(@Nullable String overflow) {
    return overflow == null || !OverflowText.mayHave(overflow, path) ? null : first(overflow);
  }

  private @Nullable String first(String overflow) {
    String[] first = new String[1];
    OverflowText.forEach(overflow.getBytes(StandardCharsets.UTF_8), (pointer, in) -> {
      int start = in.position();
      boolean isNull = in.beginValue() == AttributeType.NULL;
      in.rewind(start);
      in.skip();
      if (first[0] == null && !isNull && OverflowText.isWithin(pointer, path)) {
        first[0] = in.since(start);
      }
    });
    return first[0];
  }
}
