package dev.sluice.wire;

import dev.sluice.item.AttributeType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** JSON as UTF-8 in a buffer that grows. Not thread-safe. */
public final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The beginning of an attribute value, for each type. */
  private static final Map<AttributeType, byte[]> BEGINNINGS = Arrays.stream(AttributeType.values())
      .collect(Collectors.toMap(
          type -> type,
          type -> ("{\"" + type + "\":").getBytes(StandardCharsets.US_ASCII),
          (one, other) -> one,
          () -> new EnumMap<>(AttributeType.class)));

  private final int excess;
  private final int limit;
  private byte[] bytes;
  private int size;

  /**
   * Creates an empty buffer. Whoever writes to it throws a {@link WireException} if it becomes too large.
   *
   * @param size the usual size in bytes
   * @param excess the bytes by which one value may exceed it
   */
  public JsonBytes(int size, int excess) {
    this.excess = excess;
    this.limit = size + excess;
    this.bytes = new byte[size];
  }

  /** Removes everything. Readers of the buffer become invalid. */
  public void clear() {
    size = 0;
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  /** Removes what was written after this size. */
  public void cut(int to) {
    size = to;
  }

  /** Returns a reader of everything written so far, valid until the next write. */
  public DynamoJsonReader reader() {
    return new DynamoJsonReader(bytes, 0, size);
  }

  public void write(char ascii) {
    ensure(1);
    bytes[size++] = (byte) ascii;
  }

  public void ascii(String text) {
    append(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Begins an attribute value of a type. */
  public void value(AttributeType type) {
    append(Objects.requireNonNull(BEGINNINGS.get(type)));
  }

  /** Writes JSON that is part of a buffer, {@code [from, to)}. */
  public void write(byte[] json, int from, int to) {
    ensure(to - from);
    System.arraycopy(json, from, bytes, size, to - from);
    size += to - from;
  }

  /** Writes a string in base64. */
  public void base64(byte[] binary) {
    write('"');
    append(Base64.getEncoder().encode(binary));
    write('"');
  }

  /** Writes a string. Halves of surrogate pairs become escapes, which a decoder rejects. */
  public void string(String text) {
    ensure(text.length() + 2);
    write('"');
    int plain = plain(text);
    if (plain < text.length()) {
      rest(text, plain);
    }
    write('"');
  }

  /** Writes the characters before the first that is not plain ASCII, for which there is room. Returns their number. */
  private int plain(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
        size += i;
        return i;
      }
      bytes[size + i] = (byte) c;
    }
    size += length;
    return length;
  }

  private void rest(String text, int from) {
    int plain = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        append(text.substring(plain, i).getBytes(StandardCharsets.UTF_8));
        escape(c);
        plain = i + 1;
      }
    }
    append(text.substring(plain).getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the escape of a character. */
  public void escape(char c) {
    append(
        new byte[] {'\\', 'u', HEX[c >> 12], HEX[c >> 8 & 0xf], HEX[c >> 4 & 0xf], HEX[c & 0xf]});
  }

  private void append(byte[] more) {
    write(more, 0, more.length);
  }

  private void ensure(int more) {
    if (more > limit - size) {
      throw new WireException("a value of more than " + excess + " bytes", size);
    }
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(size + more, 2 * bytes.length)));
    }
  }
}
