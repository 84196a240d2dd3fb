package dev.sluice.scan;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reuses the arrays that pages are read into. G1 treats each array of 1 MB as a humongous object, and allocating one
 * after the other keeps its concurrent marking busy, which takes a fifth of the time of reading a table. Holds as many
 * arrays as there are pages at once. Thread-safe.
 */
final class PageBuffers {
  /**
   * The smallest array that is reused. Lengths are rounded up to multiples of it, so that a reused array usually fits.
   */
  private static final int STEP = 256 << 10;

  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  /** Returns an array of at least this length, with arbitrary content. */
  byte[] take(int length) {
    byte @Nullable [] kept = length < STEP ? null : free.poll();
    return kept == null || kept.length < length ? allocate(length) : kept;
  }

  /** Takes an array back. Nothing may use it any more. */
  void give(byte[] buffer) {
    if (buffer.length >= STEP) {
      free.add(buffer);
    }
  }

  private static byte[] allocate(int length) {
    return new byte[length < STEP ? length : (length + STEP - 1) / STEP * STEP];
  }
}
