package dev.sluice.scan;

/**
 * A response's body, in an array that may be longer than it.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares bodies
record Body(byte[] bytes, int length) {
  static Body of(byte[] bytes) {
    return new Body(bytes, bytes.length);
  }
}
