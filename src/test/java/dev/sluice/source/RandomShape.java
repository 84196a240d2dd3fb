package dev.sluice.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Draws shapes of attributes, and values of a shape, few enough that many are equal. */
final class RandomShape {
  /** Whole ones first. */
  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "-3", "7", "1.5", "-0.25", "9007199254740993", "4e100", "1e-120");

  private final Random random;

  RandomShape(Random random) {
    this.random = random;
  }

  /** What stands in what, with so many levels at most. */
  Supplier<AttributeValue> next(int depth) {
    int kinds = depth == 0 ? 7 : 14;
    return switch (random.nextInt(kinds)) {
      case 0 -> () -> AttributeValue.fromS(text());
      case 1, 2 -> number();
      case 3 -> () -> AttributeValue.fromBool(random.nextBoolean());
      case 4 -> () -> AttributeValue.fromB(SdkBytes.fromUtf8String(text() + "b"));
      case 5, 6 -> set();
      case 7, 8 -> list(struct(depth));
      case 9 -> list(next(depth - 1));
      case 10, 11 -> map(next(depth - 1));
      default -> struct(depth);
    };
  }

  /** Lists of structs, in one another. */
  Supplier<AttributeValue> structs(int depth) {
    return list(struct(depth));
  }

  private String text() {
    return List.of("", "a", "ab", "abc", "b", "é", "😀", "%_\\").get(random.nextInt(8));
  }

  private Supplier<AttributeValue> number() {
    int kinds = List.of(5, 7, 10).get(random.nextInt(3));
    return () -> AttributeValue.fromN(NUMBERS.get(random.nextInt(kinds)));
  }

  private Supplier<AttributeValue> set() {
    return switch (random.nextInt(3)) {
      case 0 -> () -> AttributeValue.fromSs(some(List.of("a", "b", "c")));
      case 1 -> () -> AttributeValue.fromNs(some(NUMBERS));
      default -> () -> AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String(text() + "b")));
    };
  }

  private List<String> some(List<String> all) {
    int from = random.nextInt(all.size());
    return all.subList(from, from + 1 + random.nextInt(all.size() - from));
  }

  private Supplier<AttributeValue> list(Supplier<AttributeValue> element) {
    return () -> {
      List<AttributeValue> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add(random.nextInt(9) == 0 ? AttributeValue.fromNul(true) : element.get());
      }
      return AttributeValue.fromL(elements);
    };
  }

  private Supplier<AttributeValue> map(Supplier<AttributeValue> value) {
    return () -> {
      Map<String, AttributeValue> members = new HashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        members.put("user " + random.nextInt(1_000), value.get());
      }
      return AttributeValue.fromM(members);
    };
  }

  private Supplier<AttributeValue> struct(int depth) {
    List<Supplier<AttributeValue>> fields =
        List.of(next(depth - 1), random.nextBoolean() ? set() : number(), next(0));
    return () -> {
      Map<String, AttributeValue> members = new HashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        if (random.nextInt(8) > 0) {
          members.put(List.of("f", "a.b", "Last").get(i), fields.get(i).get());
        }
      }
      return AttributeValue.fromM(members);
    };
  }
}
