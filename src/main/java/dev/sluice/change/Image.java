package dev.sluice.change;

import dev.sluice.wire.DynamoJsonReader;

/**
 * Some or all attributes of an item in DynamoDB JSON, {@code {"name":{"S":"…"},…}}: a part of a buffer, which must not
 * change as long as the image is used.
 */
public final class Image {
  private final byte[] json;
  private final int from;
  private final int to;

  /** Takes the bytes {@code [from, to)} of a buffer. */
  public Image(byte[] json, int from, int to) {
    this.json = json;
    this.from = from;
    this.to = to;
  }

  /**
   * Takes the next value of a reader, which then is after it.
   *
   * @throws dev.sluice.wire.WireException if it is no JSON
   */
  public static Image next(DynamoJsonReader in) {
    int from = in.position();
    in.skip();
    return new Image(in.buffer(), from, in.position());
  }

  /** Returns whether it is JSON's null. */
  public boolean isNull() {
    return json[from] == 'n';
  }

  /** Returns whether it is an object, as attributes are. */
  public boolean isMap() {
    return json[from] == '{';
  }

  /** Returns whether it is an object without attributes. */
  public boolean isEmpty() {
    return isMap() && !reader().open('{');
  }

  /** Returns a reader before the opening brace. It reads nothing after the image. */
  public DynamoJsonReader reader() {
    return new DynamoJsonReader(json, from, to);
  }

  byte[] json() {
    return json;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
