package dev.sluice.decode;

import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;

/** Checks values that no decoder reads, so that the overflow contains only sound DynamoDB JSON. */
public final class ItemCheck {
  /** The deepest level of attribute values that is read. DynamoDB stores 32 levels. */
  public static final int MAX_DEPTH = 40;

  private ItemCheck() {}

  /**
   * Checks and skips one item.
   *
   * @throws UnreadableItemException if it is not an item; the cursor is then somewhere inside it
   * @throws dev.sluice.wire.WireException if the bytes are not JSON
   */
  public static void item(DynamoJsonReader in) {
    item(in, DescribingNames.NONE);
  }

  /**
   * Checks and skips one item.
   *
   * @param describing the names of members that are no attributes: an attribute may have the same name
   */
  static void item(DynamoJsonReader in, DescribingNames describing) {
    map(in, -1, describing);
  }

  /** Checks and skips one attribute value, {@code {"S":"…"}}. */
  static void value(DynamoJsonReader in) {
    value(in, 0);
  }

  private static void value(DynamoJsonReader in, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UnreadableItemException("nested deeper than DynamoDB allows");
    }
    switch (in.beginValue()) {
      case S -> text(in);
      case N -> number(in);
      case B -> binary(in);
      case BOOL, NULL -> in.bool();
      case M -> map(in, depth, DescribingNames.NONE);
      case L -> list(in, () -> value(in, depth + 1));
      case SS -> list(in, () -> text(in));
      case NS -> list(in, () -> number(in));
      case BS -> list(in, () -> binary(in));
    }
    in.endValue();
  }

  private static void map(DynamoJsonReader in, int depth, DescribingNames describing) {
    if (in.open('{')) {
      MapNames names = new MapNames();
      do {
        in.name();
        if (!describing.describe(in)) {
          names.add(StringDecoding.utf8(in), in.position());
        }
        value(in, depth + 1);
      } while (in.more('}'));
    }
  }

  private static void list(DynamoJsonReader in, Runnable element) {
    if (in.open('[')) {
      do {
        element.run();
      } while (in.more(']'));
    }
  }

  private static void text(DynamoJsonReader in) {
    in.string();
    in.checkText();
  }

  private static void number(DynamoJsonReader in) {
    in.string();
    in.number();
  }

  private static void binary(DynamoJsonReader in) {
    in.string();
    StringDecoding.base64(in);
  }
}
