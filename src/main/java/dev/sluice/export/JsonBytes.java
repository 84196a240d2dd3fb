package dev.sluice.export;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** JSON as UTF-8 in a buffer that grows. Not thread-safe. */
final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What an attribute value begins with, for each type. */
  private static final Map<AttributeType, byte[]> BEGINNINGS = Arrays.stream(AttributeType.values())
      .collect(Collectors.toMap(
          type -> type,
          type -> ("{\"" + type + "\":").getBytes(StandardCharsets.US_ASCII),
          (one, other) -> one,
          () -> new EnumMap<>(AttributeType.class)));

  private final int limit;
  private byte[] bytes;
  private int size;

  /**
   * @param size the usual size in bytes
   * @param excess the bytes by which it may be exceeded
   */
  JsonBytes(int size, int excess) {
    this.limit = size + excess;
    this.bytes = new byte[size];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Removes what was written after this size. */
  void cut(int to) {
    size = to;
  }

  DynamoJsonReader reader() {
    return new DynamoJsonReader(bytes, 0, size);
  }

  void write(char ascii) throws IOException {
    ensure(1);
    bytes[size++] = (byte) ascii;
  }

  void ascii(String text) throws IOException {
    append(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Begins an attribute value of a type. */
  void value(AttributeType type) throws IOException {
    append(Objects.requireNonNull(BEGINNINGS.get(type)));
  }

  void base64(byte[] binary) throws IOException {
    write('"');
    append(Base64.getEncoder().encode(binary));
    write('"');
  }

  /** Writes a string. Halves of surrogate pairs become escapes, which a decoder rejects. */
  void string(String text) throws IOException {
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

  private void rest(String text, int from) throws IOException {
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
  void escape(char c) throws IOException {
    append(
        new byte[] {'\\', 'u', HEX[c >> 12], HEX[c >> 8 & 0xf], HEX[c >> 4 & 0xf], HEX[c & 0xf]});
  }

  private void append(byte[] more) throws IOException {
    append(more, 0, more.length);
  }

  /** Writes bytes as they are. */
  void append(byte[] more, int from, int length) throws IOException {
    ensure(length);
    System.arraycopy(more, from, bytes, size, length);
    size += length;
  }

  private void ensure(int more) throws IOException {
    if (more > limit - size) {
      throw new FormatException(
          "has an item of more than " + ItemBatches.MAX_ITEM_BYTES + " bytes");
    }
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(size + more, 2 * bytes.length)));
    }
  }
}
