package dev.sluice.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damages bytes: cuts, flips bits, deletes, duplicates, inserts and swaps slices. Seeded. */
public final class Mutations {
  private static final int MAX_AT_ONCE = 3;
  private static final int MAX_SLICE = 40;

  /** Byte sequences that break parsers. */
  private static final List<byte[]> TOKENS = Stream.concat(
          Stream.of(
                  "\"",
                  "\\",
                  "\\u",
                  "\\ud800",
                  "\\udc00",
                  "\\u0000",
                  "\\x",
                  "{",
                  "}",
                  "[",
                  "]",
                  ",",
                  ":",
                  "null",
                  "true",
                  "\"S\"",
                  "\"NULL\":true,",
                  "\"text\":{\"S\":\"x\"},",
                  "-",
                  ".",
                  "0",
                  "e999999999",
                  "E-130",
                  "=",
                  " ",
                  "+",
                  "é")
              .map(token -> token.getBytes(StandardCharsets.UTF_8)),
          Stream.of(
              new byte[] {0},
              new byte[] {(byte) 0xC0, (byte) 0x80},
              new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
              new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
              new byte[] {(byte) 0xFF}))
      .toList();

  private final Random random;

  public Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** Returns a damaged copy, which always differs from the original. */
  public byte[] of(byte[] whole) {
    byte[] damaged = whole;
    while (Arrays.equals(damaged, whole)) {
      damaged = once(damaged);
      for (int more = random.nextInt(MAX_AT_ONCE); more > 0; more--) {
        damaged = once(damaged);
      }
    }
    return damaged;
  }

  private byte[] once(byte[] in) {
    int at = random.nextInt(in.length + 1);
    int to = Math.min(in.length, at + 1 + random.nextInt(MAX_SLICE));
    byte[] slice = Arrays.copyOfRange(in, at, to);
    return switch (random.nextInt(16)) {
      case 0 -> Arrays.copyOf(in, at);
      case 1, 2 -> replaced(in, at, to, new byte[0]);
      case 3, 4 -> replaced(in, to, to, slice);
      case 5 -> {
        int from = random.nextInt(in.length + 1);
        yield replaced(
            replaced(in, at, to, new byte[0]), Math.min(from, in.length - slice.length), 0, slice);
      }
      case 6, 7, 8 -> replaced(in, at, at, TOKENS.get(random.nextInt(TOKENS.size())));
      case 9, 10 ->
        replaced(in, at, Math.min(in.length, at + 1), new byte[] {(byte) random.nextInt(256)});
      case 11 -> replaced(in, at, Math.min(in.length, at + 1), new byte[0]);
      default -> flipped(in);
    };
  }

  private byte[] flipped(byte[] in) {
    byte[] flipped = in.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** Returns the bytes with {@code [from, to)} replaced; a {@code to} before {@code from} replaces nothing. */
  private static byte[] replaced(byte[] in, int from, int to, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length + with.length);
    out.write(in, 0, from);
    out.writeBytes(with);
    int rest = Math.max(from, to);
    out.write(in, rest, in.length - rest);
    return out.toByteArray();
  }
}
