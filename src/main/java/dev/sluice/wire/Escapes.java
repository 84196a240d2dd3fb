package dev.sluice.wire;

import java.nio.charset.StandardCharsets;

/** JSON's string escapes. */
final class Escapes {
  private Escapes() {}

  /** The string between the quotes, as UTF-8 with its escapes resolved. */
  static byte[] resolve(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int plain = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        text.append(new String(bytes, plain, i - plain, StandardCharsets.UTF_8));
        i++;
        if (bytes[i] == 'u') {
          text.append(unit(bytes, i + 1, to));
          i += 4;
        } else {
          text.append(single(bytes[i], i));
        }
        plain = i + 1;
      }
    }
    text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static char single(byte escape, int position) {
    return switch (escape) {
      case '"', '\\', '/' -> (char) escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw new WireException("unknown escape", position);
    };
  }

  /** A surrogate pair comes as two units, which the string joins. */
  private static char unit(byte[] bytes, int from, int to) {
    if (from + 4 > to) {
      throw new WireException("escape cut off", from);
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        throw new WireException("no hexadecimal digit", i);
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }
}
