package dev.sluice.summary;

import dev.sluice.item.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A set of keys, each as the first eight bytes of its SHA-256: a hundred thousand fit into a document, and a thousand
 * into a row. Two keys of one fingerprint are one to it.
 */
final class Fingerprints {
  static final Fingerprints NONE = new Fingerprints(new long[0]);

  private final long[] sorted;

  private Fingerprints(long[] sorted) {
    this.sorted = sorted;
  }

  static Fingerprints of(LongStream fingerprints) {
    return new Fingerprints(fingerprints.sorted().distinct().toArray());
  }

  static long of(String text) {
    return ByteBuffer.wrap(Sha256.bytes(text)).getLong();
  }

  /** Returns the fingerprint of a row's key; the length keeps the two parts apart. */
  static long of(RowKey key) {
    return of(key.pk().length() + "#" + key.pk() + key.sk());
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException if these are no fingerprints
   */
  static Fingerprints read(byte[] bytes) {
    if (bytes.length % Long.BYTES != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes are no fingerprints");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return of(LongStream.generate(buffer::getLong).limit(bytes.length / Long.BYTES));
  }

  /** Returns the fingerprints in ascending order, big-endian. */
  byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(sorted.length * Long.BYTES);
    Arrays.stream(sorted).forEach(buffer::putLong);
    return buffer.array();
  }

  boolean contains(long fingerprint) {
    return Arrays.binarySearch(sorted, fingerprint) >= 0;
  }

  boolean meets(Fingerprints other) {
    return stream().anyMatch(other::contains);
  }

  LongStream stream() {
    return Arrays.stream(sorted);
  }

  int size() {
    return sorted.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprints fingerprints && Arrays.equals(sorted, fingerprints.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return sorted.length + " fingerprints";
  }
}
