package dev.sluice.training;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.AttributeType;
import dev.sluice.item.JsonPointer;
import dev.sluice.wire.OverflowText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The first value of a row's overflow at a place of the item or below it; an explicit NULL is none. */
final class Misfit implements UDF1<@Nullable String, @Nullable String> {
  private static final long serialVersionUID = 1L;

  private final String place;

  private Misfit(String place) {
    this.place = place;
  }

  /**
   * The value as DynamoDB JSON, null where there is none.
   *
   * @param names that lead to the place
   */
  static Column column(List<String> names) {
    return functions
        .udf(new Misfit(JsonPointer.of(names)), DataTypes.StringType)
        .apply(functions.col(ColumnMetadata.OVERFLOW));
  }

  @Override
  public @Nullable String call(@Nullable String overflow) {
    return overflow == null || !OverflowText.mayHave(overflow, place) ? null : first(overflow);
  }

  private @Nullable String first(String overflow) {
    String[] found = new String[1];
    OverflowText.forEach(overflow.getBytes(StandardCharsets.UTF_8), (pointer, in) -> {
      int start = in.position();
      boolean isNull = in.beginValue() == AttributeType.NULL;
      in.rewind(start);
      in.skip();
      if (found[0] == null && !isNull && OverflowText.isWithin(pointer, place)) {
        found[0] = in.since(start);
      }
    });
    return found[0];
  }
}
