package dev.sluice.encode;

import dev.sluice.decode.ItemCheck;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads an attribute value in DynamoDB JSON, <code>{"S":"…"}</code>. */
final class OverflowJson {
  private OverflowJson() {}

  /**
   * Reads a value that is the whole text.
   *
   * @throws IllegalArgumentException if the text is not a value
   */
  static AttributeValue read(byte[] json) {
    DynamoJsonReader in = new DynamoJsonReader(json);
    AttributeValue value = read(in);
    try {
      in.end();
    } catch (WireException e) {
      throw noJson(e);
    }
    return value;
  }

  /**
   * Reads the next value.
   *
   * @throws IllegalArgumentException if there is none
   */
  static AttributeValue read(DynamoJsonReader in) {
    try {
      return value(in, 0);
    } catch (UnreadableItemException | WireException e) {
      throw noJson(e);
    }
  }

  private static IllegalArgumentException noJson(RuntimeException e) {
    return new IllegalArgumentException("no DynamoDB JSON: " + e.getMessage(), e);
  }

  private static AttributeValue value(DynamoJsonReader in, int depth) {
    if (depth > ItemCheck.MAX_DEPTH) {
      throw new UnreadableItemException("nested deeper than DynamoDB allows");
    }
    AttributeValue value =
        switch (in.beginValue()) {
          case S -> AttributeValue.fromS(text(in));
          case N -> AttributeValue.fromN(number(in));
          case B -> AttributeValue.fromB(bytes(in));
          case BOOL -> AttributeValue.fromBool(in.bool());
          case NULL -> AttributeValue.fromNul(in.bool());
          case M -> AttributeValue.fromM(members(in, depth + 1));
          case L -> AttributeValue.fromL(elements(in, () -> value(in, depth + 1)));
          case SS -> AttributeValue.fromSs(elements(in, () -> text(in)));
          case NS -> AttributeValue.fromNs(elements(in, () -> number(in)));
          case BS -> AttributeValue.fromBs(elements(in, () -> bytes(in)));
        };
    in.endValue();
    return value;
  }

  private static Map<String, AttributeValue> members(DynamoJsonReader in, int depth) {
    Map<String, AttributeValue> members = new LinkedHashMap<>();
    if (in.open('{')) {
      do {
        in.name();
        members.put(in.text(), value(in, depth));
      } while (in.more('}'));
    }
    return members;
  }

  private static <T> List<T> elements(DynamoJsonReader in, Supplier<T> element) {
    List<T> elements = new ArrayList<>();
    if (in.open('[')) {
      do {
        elements.add(element.get());
      } while (in.more(']'));
    }
    return elements;
  }

  private static String text(DynamoJsonReader in) {
    in.string();
    return in.text();
  }

  /** Returns a number's text unchanged. DynamoDB trims it. */
  private static String number(DynamoJsonReader in) {
    in.string();
    in.number();
    return in.text();
  }

  private static SdkBytes bytes(DynamoJsonReader in) {
    in.string();
    return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(in.utf8()));
  }
}
