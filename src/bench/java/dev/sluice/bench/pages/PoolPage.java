package dev.sluice.bench.pages;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One page's items, one after the other with commas between, and what their checks add up to. */
public final class PoolPage {
  private static final JsonMapper JSON = new JsonMapper();
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

  /** All items as a JSON array. */
  public byte[] array() {
    ByteBuffer items = json(0, count());
    byte[] array = new byte[items.remaining() + 2];
    array[0] = '[';
    items.get(array, 1, items.remaining());
    array[array.length - 1] = ']';
    return array;
  }

  /** The page as a Scan that asks for these attributes only returns it. It costs the same read units. */
  public PoolPage projected(Set<String> attributes) {
    List<byte[]> items = new ArrayList<>(count());
    for (int i = 0; i < count(); i++) {
      items.add(projected(json(i, i + 1), attributes));
    }
    return new PoolPage(items, itemBytes, sums);
  }

  private static byte[] projected(ByteBuffer item, Set<String> attributes) {
    byte[] json = new byte[item.remaining()];
    item.get(json);
    try {
      ObjectNode members = (ObjectNode) JSON.readTree(json);
      return JSON.writeValueAsBytes(members.retain(attributes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
