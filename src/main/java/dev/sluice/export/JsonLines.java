package dev.sluice.export;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.LineBreaks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Items of a file of DynamoDB JSON: lines of the form {@code {"Item":{…}}}. The lines become an array where they lie,
 * without being copied: blanks replace what is around an item, and a comma its last brace.
 */
final class JsonLines implements ItemBatches {
  private static final byte[] PREFIX = "{\"Item\":".getBytes(StandardCharsets.UTF_8);

  private final InputStream in;
  private byte[] buffer = new byte[BATCH_BYTES];
  /** The first byte that is not in a batch yet. */
  private int begin;

  private int filled;
  private int batchEnd;
  private boolean ended;
  private long lines;

  /** @param in the decompressed bytes */
  JsonLines(InputStream in) {
    this.in = in;
  }

  @Override
  public int next(int most) throws IOException {
    System.arraycopy(buffer, begin, buffer, 0, filled - begin);
    filled -= begin;
    begin = 0;
    fill();
    int items = 0;
    while (items < most && unwrapNext(items == 0)) {
      items++;
    }
    if (items > 0) {
      buffer[batchEnd - 1] = ']';
    }
    return items;
  }

  @Override
  public DynamoJsonReader items() {
    return new DynamoJsonReader(buffer, 0, batchEnd);
  }

  /** Adds the next line to the batch. Returns false if the buffer does not have all of it, or there is none. */
  private boolean unwrapNext(boolean first) throws IOException {
    int lineEnd = lineEnd();
    while (lineEnd < 0 && first && !ended) {
      grow();
      fill();
      lineEnd = lineEnd();
    }
    if (lineEnd < 0) {
      return false;
    }
    unwrap(begin, lineEnd, first);
    lines++;
    begin = Math.min(lineEnd + 1, filled);
    batchEnd = lineEnd;
    return true;
  }

  /** Returns the index after the line that begins at {@link #begin}; -1 if the buffer does not have all of it. */
  private int lineEnd() {
    int found = LineBreaks.next(buffer, begin, filled);
    return found < 0 && ended && begin < filled ? filled : found;
  }

  private void unwrap(int from, int to, boolean first) throws IOException {
    int item = from + PREFIX.length;
    if (item >= to
        || !Arrays.equals(buffer, from, item, PREFIX, 0, PREFIX.length)
        || buffer[to - 1] != '}') {
      throw new FormatException("has no {\"Item\":{…}} in line " + (lines + 1));
    }
    Arrays.fill(buffer, from, item, (byte) ' ');
    buffer[to - 1] = ',';
    if (first) {
      buffer[from] = '[';
    }
  }

  private void grow() throws IOException {
    if (buffer.length >= MAX_ITEM_BYTES) {
      throw new FormatException(
          "has more than " + MAX_ITEM_BYTES + " bytes in line " + (lines + 1));
    }
    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
  }

  private void fill() throws IOException {
    int wanted = buffer.length - filled;
    int read = in.readNBytes(buffer, filled, wanted);
    filled += read;
    ended = read < wanted;
  }
}
