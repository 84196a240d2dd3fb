package dev.sluice.dataset;

import dev.sluice.decode.Marks;
import dev.sluice.wire.JsonPointer;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** What of the overflow belongs to some columns: a value that its column cannot hold is kept along with it. */
final class OverflowOf {
  private OverflowOf() {}

  /** The overflow column with the pointers into these attributes only; null where there are none. */
  static Column columns(List<String> names) {
    String belongs = names.stream()
        .map(name -> literal(JsonPointer.of(List.of(name))))
        .map(p -> "k = " + p + " or startswith(k, concat(" + p + ", '/'))")
        .collect(Collectors.joining(" or "));
    Column kept = functions.expr("map_filter(" + Marks.OVERFLOW + ", (k, v) -> " + belongs + ")");
    return functions.when(functions.size(kept).gt(0), kept).as(Marks.OVERFLOW);
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
