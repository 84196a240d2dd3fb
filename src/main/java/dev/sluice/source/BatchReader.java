package dev.sluice.source;

import dev.sluice.decode.BatchDecoder;
import dev.sluice.wire.DynamoJsonReader;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Reads the items of one task in batches of columns. A batch is a part of one page, and remains valid until the next one
 * is requested.
 */
final class BatchReader extends TaskReader<ColumnarBatch> {
  /** The rows of the first batch, few: a statement that wants only some rows stops here. */
  private static final int FIRST_ROWS = 64;

  private static final int MAX_ROWS = 4_096;
  private static final int GROWTH = 8;

  private final BatchDecoder decoder;
  private final Predicate<InternalRow> check;
  private final ScanTally tally;
  private int maxRows = FIRST_ROWS;

  /** @param check rows that do not pass are left out, and counted as filtered */
  BatchReader(TaskItems items, BatchDecoder decoder, Predicate<InternalRow> check) {
    super(items);
    this.decoder = decoder;
    this.check = check;
    this.tally = items.tally();
  }

  @Override
  boolean decode(DynamoJsonReader in) {
    decoder.add(in);
    if (!check.test(decoder.row(decoder.rows() - 1))) {
      decoder.removeLast();
      tally.addFiltered();
      return false;
    }
    return true;
  }

  @Override
  public boolean next() {
    decoder.clear();
    while (decoder.rows() == 0 && hasItem()) {
      readPage();
    }
    maxRows = Math.min(MAX_ROWS, maxRows * GROWTH);
    return decoder.rows() > 0;
  }

  /** Reads items of the page until the batch is full or the page ends. */
  private void readPage() {
    decoder.clear();
    while (decoder.rows() < maxRows && hasItemOnPage()) {
      readItem();
    }
  }

  @Override
  public ColumnarBatch get() {
    return decoder.batch();
  }
}
