package dev.sluice.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Seeded items of every type: attributes that mostly keep one type, and now and then have another. */
public final class RandomItems {
  /** Levels that DynamoDB takes, counted as it counts: the item's own is the first. */
  static final int DEEPEST = 32;

  /** Where numbers end, or what holds them does. */
  static final List<String> EDGES = List.of(
      "0",
      "-0",
      "0.00",
      "1E-130",
      "-1E-130",
      "9.9999999999999999999999999999999999999E+125",
      "-9.9999999999999999999999999999999999999E+125",
      "1.2345678901234567890123456789012345678E-130",
      "-9.9999999999999999999999999999999999999E-130",
      "1.2345678901234567890123456789012345678E-93",
      "12345678901234567890123456789012345678",
      "-0.12345678901234567890123456789012345678",
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "9007199254740993",
      "1.50000",
      "1500E-3",
      "0.00015E+4",
      "1E+37",
      "99999999999999999999999999999999999999",
      "-99999999999999999999999999999999999999");

  private final Random random;

  public RandomItems(long seed) {
    this.random = new Random(seed);
  }

  /** An item with this key. */
  public Map<String, AttributeValue> item(String id) {
    return item(Map.of("id", AttributeValue.fromS(id)));
  }

  /** An item with these key attributes. */
  public Map<String, AttributeValue> item(Map<String, AttributeValue> keys) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(keys);
    add(item, "text", AttributeValue.fromS(text()));
    add(item, "count", AttributeValue.fromN(Integer.toString(random.nextInt(100_000) - 50_000)));
    add(
        item,
        "price",
        AttributeValue.fromN(BigDecimal.valueOf(random.nextInt(10_000_000), 3).toPlainString()));
    add(item, "any.number", AttributeValue.fromN(number()));
    add(item, "flag", AttributeValue.fromBool(random.nextBoolean()));
    add(item, "bytes", AttributeValue.fromB(bytes()));
    add(item, "tags", AttributeValue.fromSs(List.copyOf(set(this::text))));
    add(item, "primes", AttributeValue.fromNs(List.copyOf(numbers())));
    add(item, "blobs", AttributeValue.fromBs(List.copyOf(blobs())));
    add(
        item,
        "list",
        AttributeValue.fromL(
            List.of(AttributeValue.fromS(text()), value(3), AttributeValue.fromS("x"))));
    add(item, "metrics", AttributeValue.fromM(metrics()));
    add(item, "by user", AttributeValue.fromM(byUser()));
    add(item, "Text", AttributeValue.fromS("differs by case"));
    add(item, "_overflow", AttributeValue.fromS("a name that is taken"));
    add(item, "say \"hi\"\\~1/ é😀", AttributeValue.fromS(text()));
    if (random.nextInt(50) == 0) {
      item.put("rare/" + random.nextInt(40) + "~x", value(4));
    }
    if (random.nextInt(100) == 0) {
      item.put("nested", deep(DEEPEST));
    }
    if (random.nextInt(1000) == 0) {
      item.put("big", AttributeValue.fromS(text().repeat(1 + random.nextInt(5_000))));
    }
    item.putAll(keys);
    return item;
  }

  /** Lists and maps in one another, with something beside each; the item's own level among them. */
  private AttributeValue deep(int levels) {
    if (levels == 1) {
      return value(0);
    }
    AttributeValue inner = deep(levels - 1);
    return random.nextBoolean()
        ? AttributeValue.fromL(List.of(value(0), inner))
        : AttributeValue.fromM(Map.of(".", value(0), "in", inner));
  }

  /** Mostly as given; sometimes missing, NULL, or of any type. */
  private void add(Map<String, AttributeValue> item, String name, AttributeValue value) {
    switch (random.nextInt(20)) {
      case 0 -> item.put(name, AttributeValue.fromNul(true));
      case 1 -> item.put(name, value(5));
      case 2, 3 -> {}
      default -> item.put(name, value);
    }
  }

  private Map<String, AttributeValue> metrics() {
    Map<String, AttributeValue> metrics = new HashMap<>();
    add(
        metrics,
        "f1",
        AttributeValue.fromN(BigDecimal.valueOf(random.nextInt(1_000_000), 6).toPlainString()));
    add(metrics, "rows", AttributeValue.fromN(Integer.toString(random.nextInt(1000))));
    add(metrics, "_overflow", AttributeValue.fromS("nested"));
    add(
        metrics,
        "deep",
        AttributeValue.fromM(Map.of("deeper", AttributeValue.fromL(List.of(value(2))))));
    return metrics;
  }

  private Map<String, AttributeValue> byUser() {
    Map<String, AttributeValue> users = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      add(
          users,
          "user " + random.nextInt(100_000),
          AttributeValue.fromN(Integer.toString(random.nextInt(9))));
    }
    return users;
  }

  AttributeValue value(int depth) {
    return switch (random.nextInt(depth <= 0 ? 8 : 10)) {
      case 0 -> AttributeValue.fromS(text());
      case 1 -> AttributeValue.fromN(number());
      case 2 -> AttributeValue.fromBool(random.nextBoolean());
      case 3 -> AttributeValue.fromNul(true);
      case 4 -> AttributeValue.fromB(bytes());
      case 5 -> AttributeValue.fromSs(List.copyOf(set(this::text)));
      case 6 -> AttributeValue.fromNs(List.copyOf(numbers()));
      case 7 -> AttributeValue.fromBs(List.copyOf(blobs()));
      case 8 -> AttributeValue.fromL(values(depth));
      default -> AttributeValue.fromM(members(depth));
    };
  }

  private List<AttributeValue> values(int depth) {
    List<AttributeValue> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value(depth - 1));
    }
    return values;
  }

  private Map<String, AttributeValue> members(int depth) {
    Map<String, AttributeValue> members = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.put("t" + text(), value(depth - 1));
    }
    return members;
  }

  /** 1 to 38 digits, 1E-130 to 9.99E+125, both signs. */
  String number() {
    if (random.nextInt(10) == 0) {
      return EDGES.get(random.nextInt(EDGES.size()));
    }
    BigInteger digits = new BigInteger(1 + random.nextInt(125), random);
    String text = digits.toString();
    BigInteger cut = new BigInteger(text.length() > 38 ? text.substring(0, 38) : text);
    int scale = random.nextInt(6) == 0 ? random.nextInt(210) - 85 : random.nextInt(6);
    BigDecimal number = new BigDecimal(random.nextBoolean() ? cut : cut.negate(), scale);
    return number.toString();
  }

  private Set<String> numbers() {
    Set<BigDecimal> distinct = new LinkedHashSet<>();
    set(this::number).forEach(n -> distinct.add(new BigDecimal(n).stripTrailingZeros()));
    return set(distinct.stream().map(BigDecimal::toString).iterator()::next, distinct.size());
  }

  private Set<SdkBytes> blobs() {
    return set(this::bytes);
  }

  SdkBytes bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return SdkBytes.fromByteArray(bytes);
  }

  /** Every plane of Unicode, quotes, backslashes, control characters. */
  String text() {
    StringBuilder text = new StringBuilder(random.nextInt(20) == 0 ? "" : "t");
    for (int i = random.nextInt(12); i > 0; i--) {
      int point = random.nextInt(3) == 0 ? random.nextInt(0x110000) : random.nextInt(128);
      text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? '\\' : point);
    }
    return text.toString();
  }

  private <T> Set<T> set(Supplier<T> element) {
    return set(element, 1 + random.nextInt(4));
  }

  private static <T> Set<T> set(Supplier<T> element, int size) {
    Set<T> set = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      set.add(element.get());
    }
    return set;
  }
}
