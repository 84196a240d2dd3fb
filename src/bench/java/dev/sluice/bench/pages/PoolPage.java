package dev.sluice.bench.pages;

import java.nio.ByteBuffer;
import java.util.List;

/** One page's items, one after the other with commas between, and what their checks add up to. */
public final class PoolPage {
  private static final int UNIT_BYTES = 4 * 1024;

  private final ByteBuffer bytes;
  private final int[] ends;
  private final long itemBytes;
  private final long[] sums;

  PoolPage(List<byte[]> items, long itemBytes, long[] sums) {
    int length = items.stream().mapToInt(item -> item.length + 1).sum();
    this.bytes = ByteBuffer.allocateDirect(length);
    this.ends = new int[items.size()];
    for (int i = 0; i < ends.length; i++) {
      bytes.put(items.get(i));
      ends[i] = bytes.position();
      bytes.put((byte) ',');
    }
    this.itemBytes = itemBytes;
    this.sums = sums;
  }

  public int count() {
    return ends.length;
  }

  /** Bytes by DynamoDB's rules, not JSON's. */
  public long itemBytes() {
    return itemBytes;
  }

  /** The JSON of some neighbouring items, commas between them; a view of its own. */
  public ByteBuffer json(int from, int to) {
    int start = from == 0 ? 0 : ends[from - 1] + 1;
    return bytes.slice(start, ends[to - 1] - start);
  }

  /** Read units of some of its items, eventually consistent. */
  public double readUnits(int items) {
    long bytesRead = itemBytes * items / count();
    return Math.ceil((double) bytesRead / UNIT_BYTES) / 2;
  }

  long sum(int check) {
    return sums[check];
  }
}
