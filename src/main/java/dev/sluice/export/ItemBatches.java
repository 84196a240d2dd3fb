package dev.sluice.export;

import dev.sluice.wire.DynamoJsonReader;
import java.io.IOException;

/** The items of one data file, batch by batch, as DynamoDB JSON. Memory is bounded by a batch. Not thread-safe. */
interface ItemBatches {
  /** The size of a batch in bytes, unless one item is larger: that of a page of a Scan. */
  int BATCH_BYTES = 1 << 20;

  /**
   * The largest item in bytes of its file's format. DynamoDB's are of at most 400 KB, of which base64 and escapes make
   * more.
   */
  int MAX_ITEM_BYTES = 16 << 20;

  /**
   * Reads the next records of the file. The batch before becomes invalid.
   *
   * @param most the largest number of records
   * @return their number; 0 at the end of the file
   * @throws IOException if the file cannot be read, or is not of its format
   * @throws dev.sluice.wire.WireException if it is not of its format
   */
  int next(int most) throws IOException;

  /** Returns the number of items of the batch: that of its records, unless a sample takes images out of them. */
  int count();

  /** Returns a reader at the JSON array of the items. */
  DynamoJsonReader items();
}
