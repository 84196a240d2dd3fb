package dev.sluice.export;

import dev.sluice.change.Image;
import dev.sluice.wire.DynamoJsonReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of one data file of an incremental export, one by one, as JSON. Not thread-safe. */
interface ChangeRecords {
  /**
   * Reads the next record. The one before becomes invalid.
   *
   * @return null at the end of the file
   * @throws IOException if the file cannot be read, or is not of its format
   */
  @Nullable
  DynamoJsonReader next() throws IOException;

  /** Takes the attributes that a member of the record holds, from a reader before its value. */
  Image image(DynamoJsonReader in);

  /** Returns where the record stands in the file, for messages. */
  String place();
}
