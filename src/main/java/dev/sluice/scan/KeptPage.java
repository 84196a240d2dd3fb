package dev.sluice.scan;

import dev.sluice.item.RequestStats;
import dev.sluice.wire.DynamoJsonReader;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A page whose items are kept, compressed, to be read again.
 *
 * @param deflated the JSON array of items
 * @param bytes its length in bytes before it was compressed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptPage(
    PageId id,
    byte[] deflated,
    int bytes,
    int count,
    int scanned,
    double consumedReadUnits,
    Map<String, AttributeValue> next) {
  /** Keeps a page of which nothing has been read. */
  static KeptPage of(Page page) {
    byte[] items = page.items().rest();
    return new KeptPage(
        page.id(),
        deflated(items),
        items.length,
        page.count(),
        page.scanned(),
        page.consumedReadUnits(),
        page.next());
  }

  /** Returns the page, without requests. */
  Page page() {
    return new Page(
        id,
        new DynamoJsonReader(inflated()),
        count,
        scanned,
        consumedReadUnits,
        RequestStats.NONE,
        next);
  }

  private static byte[] deflated(byte[] items) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(items);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(items.length / 4);
      byte[] part = new byte[8 << 10];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private byte[] inflated() {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] items = new byte[bytes];
      int length = inflater.inflate(items);
      return length == bytes ? items : Arrays.copyOf(items, length);
    } catch (DataFormatException e) {
      throw new IllegalStateException("a page in memory has changed", e);
    } finally {
      inflater.end();
    }
  }
}
