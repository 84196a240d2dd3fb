package dev.sluice.dataset;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.OverflowWithin;
import java.util.List;
import org.apache.spark.sql.Column;

/** What of the overflow belongs to some columns: a value that its column cannot hold is kept along with it. */
final class OverflowOf {
  private OverflowOf() {}

  /** The overflow column with the pointers into these attributes only; null where there are none. */
  static Column columns(List<String> names) {
    return OverflowWithin.column(names.stream().map(List::of).toList()).as(ColumnMetadata.OVERFLOW);
  }
}
