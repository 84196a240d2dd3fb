package dev.sluice.scan;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that pages come in, used again: at 1 MB each is a humongous object to G1, and one after the other keeps its
 * concurrent marking at work, a fifth of what reading a table takes. As many as pages are alive at once. Thread-safe.
 */
final class PageBuffers {
  /** Smaller arrays are not kept. Lengths are rounded up to this, so that a kept array mostly fits. */
  private static final int STEP = 256 << 10;

  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();

  /** An array of at least this length, with anything in it. */
  byte[] take(int length) {
    byte @Nullable [] kept = length < STEP ? null : free.poll();
    return kept == null || kept.length < length ? allocate(length) : kept;
  }

  /** Takes an array back; nothing may look at it any more. */
  void give(byte[] buffer) {
    if (buffer.length >= STEP) {
      free.add(buffer);
    }
  }

  private static byte[] allocate(int length) {
    return new byte[length < STEP ? length : (length + STEP - 1) / STEP * STEP];
  }
}
