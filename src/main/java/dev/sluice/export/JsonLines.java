package dev.sluice.export;

import dev.sluice.wire.DynamoJsonReader;
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

  private final LineBuffer lines;
  private int batchEnd;
  private int items;

  /** @param in the decompressed bytes */
  JsonLines(InputStream in) {
    this.lines = new LineBuffer(in);
  }

  @Override
  public int next(int most) throws IOException {
    lines.refill();
    items = 0;
    while (items < most && unwrapNext(items == 0)) {
      items++;
    }
    if (items > 0) {
      lines.bytes()[batchEnd - 1] = ']';
    }
    return items;
  }

  @Override
  public int count() {
    return items;
  }

  @Override
  public DynamoJsonReader items() {
    return new DynamoJsonReader(lines.bytes(), 0, batchEnd);
  }

  /** Adds the next line to the batch. Returns false if the buffer does not have all of it, or there is none. */
  private boolean unwrapNext(boolean first) throws IOException {
    int from = lines.begin();
    int to = lines.next(first);
    if (to < 0) {
      return false;
    }
    unwrap(from, to, first);
    batchEnd = to;
    return true;
  }

  private void unwrap(int from, int to, boolean first) throws IOException {
    byte[] buffer = lines.bytes();
    int item = from + PREFIX.length;
    if (item >= to
        || !Arrays.equals(buffer, from, item, PREFIX, 0, PREFIX.length)
        || buffer[to - 1] != '}') {
      throw new FormatException("has no {\"Item\":{…}} in line " + lines.lines());
    }
    Arrays.fill(buffer, from, item, (byte) ' ');
    buffer[to - 1] = ',';
    if (first) {
      buffer[from] = '[';
    }
  }
}
