package dev.sluice.wire;

/** Finds the ends of lines in bytes that are ASCII or UTF-8. */
public final class LineBreaks {
  private static final int WORD = 8;

  private LineBreaks() {}

  /** Returns the index of the first line feed in {@code [from, to)}; −1 if there is none. */
  public static int next(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + WORD <= to; at += WORD) {
      long found = Swar.are('\n', Swar.at(bytes, at));
      if (found != 0) {
        return at + Swar.before(found);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
