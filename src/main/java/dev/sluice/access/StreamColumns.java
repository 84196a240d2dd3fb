package dev.sluice.access;

import dev.sluice.change.ChangeColumn;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.scan.SampleParts;
import dev.sluice.stream.StreamSource;
import dev.sluice.stream.StreamView;
import dev.sluice.table.TableStream;
import java.util.Arrays;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of the changes in a stream. A stream without old images has no column for them. */
record StreamColumns(TableStream stream) {
  /** Returns the images of a table's stream for a sample. */
  static SampleParts images(StreamSource source) {
    return source.sample(source.describe());
  }

  /**
   * Returns the columns that the stream can fill.
   *
   * @param columns those of changes
   * @throws ResourceUnavailableException if a user names the old image, and the stream does not have it
   */
  StructType of(ReadSettings settings, StructType columns) {
    StreamView view = StreamSource.view(stream);
    boolean given = settings.columns().schema() != null;
    if (view.hasOld()) {
      return columns;
    }
    if (given && Arrays.asList(columns.fieldNames()).contains(ChangeColumn.OLD.column())) {
      throw new ResourceUnavailableException(
          "table " + stream.table() + ": its stream has the view " + view + ", which does not have "
              + ChangeColumn.OLD.column() + ", the item before the change",
          "Leave the column out, or turn the stream off, and on again with the view NEW_AND_OLD_IMAGES.");
    }
    return new StructType(Arrays.stream(columns.fields())
        .filter(field -> !field.name().equals(ChangeColumn.OLD.column()))
        .toArray(StructField[]::new));
  }
}
