package dev.sluice.export;

import dev.sluice.wire.LineBreaks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** The lines of a file, in a buffer that is filled from its decompressed bytes. Not thread-safe. */
final class LineBuffer {
  private final InputStream in;
  private byte[] bytes = new byte[ItemBatches.BATCH_BYTES];
  /** The first byte of the next line. */
  private int begin;

  private int filled;
  private boolean ended;
  private long lines;

  /** @param in the decompressed bytes */
  LineBuffer(InputStream in) {
    this.in = in;
  }

  /** Returns the buffer, of which lines are parts. Refilling it, and a line that is too long for it, replace it. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the index of the first byte of the next line. */
  int begin() {
    return begin;
  }

  /** Returns the number of lines so far: the number of the line that {@link #next} returned last, from 1. */
  long lines() {
    return lines;
  }

  /** Moves the lines to come to the beginning of the buffer and fills it. Lines before become invalid. */
  void refill() throws IOException {
    System.arraycopy(bytes, begin, bytes, 0, filled - begin);
    filled -= begin;
    begin = 0;
    fill();
  }

  /**
   * Takes the next line, which began at {@link #begin}.
   *
   * @param growing whether the buffer may grow if the line is longer
   * @return the index after its last byte; -1 if the buffer does not have all of it, or there is none
   */
  int next(boolean growing) throws IOException {
    int lineEnd = lineEnd();
    while (lineEnd < 0 && growing && !ended) {
      grow();
      fill();
      lineEnd = lineEnd();
    }
    if (lineEnd >= 0) {
      lines++;
      begin = Math.min(lineEnd + 1, filled);
    }
    return lineEnd;
  }

  /** Returns all bytes from an index on, which is not before the last line: the rest of the file. */
  InputStream rest(int from) {
    return new SequenceInputStream(new ByteArrayInputStream(bytes, from, filled - from), in);
  }

  /** Takes back the last line, which began at an index. */
  void takeBack(int from) {
    begin = from;
    lines--;
  }

  private int lineEnd() {
    int found = LineBreaks.next(bytes, begin, filled);
    return found < 0 && ended && begin < filled ? filled : found;
  }

  private void grow() throws IOException {
    if (bytes.length >= ItemBatches.MAX_ITEM_BYTES) {
      throw new FormatException(
          "has more than " + ItemBatches.MAX_ITEM_BYTES + " bytes in line " + (lines + 1));
    }
    bytes = Arrays.copyOf(bytes, 2 * bytes.length);
  }

  private void fill() throws IOException {
    int wanted = bytes.length - filled;
    int read = in.readNBytes(bytes, filled, wanted);
    filled += read;
    ended = read < wanted;
  }
}
