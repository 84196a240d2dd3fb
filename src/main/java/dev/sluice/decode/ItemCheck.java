package dev.sluice.decode;

import dev.sluice.wire.UnreadableItem;
import dev.sluice.wire.Wire;
import java.util.Base64;

/** Walks over values that no decoder takes up, so that what goes to the overflow is DynamoDB's JSON nonetheless. */
public final class ItemCheck {
  private static final int DEEPEST = 40;

  private ItemCheck() {}

  /**
   * Skips one item, which a decoder would take.
   *
   * @throws UnreadableItem where it is none; the cursor then stands somewhere inside of it
   * @throws dev.sluice.wire.WireException where the bytes are no JSON
   */
  public static void item(Wire in) {
    map(in, -1);
  }

  /** Skips one attribute value, {@code {"S":"…"}}. */
  static void value(Wire in) {
    value(in, 0);
  }

  private static void value(Wire in, int depth) {
    if (depth > DEEPEST) {
      throw new UnreadableItem("nested deeper than DynamoDB allows");
    }
    switch (in.beginValue()) {
      case S -> text(in);
      case N -> number(in);
      case B -> binary(in);
      case BOOL, NULL -> in.bool();
      case M -> map(in, depth);
      case L -> list(in, () -> value(in, depth + 1));
      case SS -> list(in, () -> text(in));
      case NS -> list(in, () -> number(in));
      case BS -> list(in, () -> binary(in));
    }
    in.endValue();
  }

  private static void map(Wire in, int depth) {
    if (in.open('{')) {
      Names names = new Names();
      do {
        in.name();
        names.add(Scalars.utf8(in), in.position());
        value(in, depth + 1);
      } while (in.more('}'));
    }
  }

  private static void list(Wire in, Runnable element) {
    if (in.open('[')) {
      do {
        element.run();
      } while (in.more(']'));
    }
  }

  private static void text(Wire in) {
    in.string();
    in.checkText();
  }

  private static void number(Wire in) {
    in.string();
    in.number();
  }

  static byte[] binary(Wire in) {
    in.string();
    try {
      return Base64.getDecoder().decode(in.utf8());
    } catch (IllegalArgumentException e) {
      throw new UnreadableItem("no base64: " + e.getMessage());
    }
  }
}
