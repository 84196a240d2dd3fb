package dev.sluice.job.odd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A value that no attribute of an event or a label is meant to have, of every type that DynamoDB has. */
final class OddValue {
  /** What a text may do to times, numbers, keys, paths, markup, terminals, SQL and JSON. */
  private static final List<String> TEXTS = List.of(
      "",
      " ",
      "0000-01-01",
      "0001-01-01T00:00:00Z",
      "-0001-01-01T00:00:00Z",
      "1600-01-01T00:00:00Z",
      "1677-09-21T00:12:43Z",
      "2262-04-12T00:00:00Z",
      "9999-01-01",
      "9999-12-31T23:59:59.999999999Z",
      "+10000-01-01T00:00:00Z",
      "+999999999-12-31T23:59:59Z",
      "2026-02-30",
      "2026-10-26T24:00:00Z",
      "2026-10-26T12:00:00+99:00",
      "26/10/2026 12:00",
      "NaN",
      "Infinity",
      "-Infinity",
      "-inf",
      "1e400",
      "1E+125",
      "9.99E+125",
      "-9.9E+125",
      "1E-130",
      "0042",
      "+5",
      "1e3",
      "-0",
      "0x1F",
      "1_000",
      "12.",
      "99999999999999999999999999999999999999",
      "null",
      "true",
      "#",
      "-",
      "*",
      "BOARD",
      "LATENCY#calm",
      "calm#DAY#2026-10-20",
      "../../../outside",
      "/etc/passwd",
      "a/b\\c",
      "day=2026-10-20",
      "__HIVE_DEFAULT_PARTITION__",
      "${user.home}",
      "${env:AWS_SECRET_ACCESS_KEY}",
      "reflect('java.lang.System','exit','1')",
      "x' OR '1'='1",
      "`x`.`y`",
      "<script>alert(1)</script>",
      "]]></svg>",
      "%s%n%d",
      "\u0000",
      "a\u0000b",
      "x\nsluice: Run forged: export is done.",
      "x\r\nsluice: forged",
      "\u001b[2J\u001b[31m",
      "\u0085sluice: forged",
      "\u009b31m",
      "\u2028sluice: forged",
      "\u202eevil",
      "\u200b\ufeff",
      "\ud83e\udd16".repeat(11),
      "e\u0301".repeat(100),
      "{\"label\":1}",
      "{\"a\":",
      "[".repeat(10_000),
      "?".repeat(40_000),
      "m".repeat(1_020),
      "m".repeat(1_100),
      "\u00fc".repeat(3_000),
      "w".repeat(390_000));

  private static final List<String> NUMBERS = List.of(
      "0",
      "-1",
      "0.5",
      "1E-130",
      "-1E-130",
      "9.9999999999999999999999999999999999999E+125",
      "-9.9999999999999999999999999999999999999E+125",
      "99999999999999999999999999999999999999",
      "0.00000000000000000000000000000000000001",
      "9223372036854775808",
      "1E+30",
      "1E11",
      "99999999999.5",
      "253402300800",
      "-62167219201",
      "-9223372036854775808");

  private OddValue() {}

  /** A value of any type. */
  static AttributeValue any(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> AttributeValue.fromNul(true);
      case 1 -> AttributeValue.fromBool(random.nextBoolean());
      case 2, 3 -> AttributeValue.fromN(pick(NUMBERS, random));
      case 4 -> bytes(random);
      case 5 -> set(random);
      case 6 -> list(random);
      case 7 -> map(random);
      default -> AttributeValue.fromS(text(random));
    };
  }

  /** A text that may be a key: not empty, at most 2,048 bytes. */
  static String key(Random random) {
    String text = text(random);
    boolean fits = !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES;
    return fits ? text : "odd " + random.nextLong();
  }

  private static final int MAX_KEY_BYTES = 2_000;

  static String text(Random random) {
    return random.nextInt(5) > 0 ? pick(TEXTS, random) : noise(random);
  }

  /** The name of an attribute, one that may mean something else to whoever reads it. */
  static String name(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "n".repeat(60_000);
      case 1 ->
        pick(List.of("a.b", "`", "'", "a b", "day", "entity", "label", "$.x", "#0", ":v0"), random);
      case 2 -> pick(List.of("LATENCYMS", "Timestamp", "_overflow", "__id", "", "_"), random) + "x";
      default -> noise(random) + "x";
    };
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(20); left > 0; left--) {
      int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0FFF);
      text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? '?' : point);
    }
    return text.toString();
  }

  private static AttributeValue bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(2) * random.nextInt(100_000)];
    random.nextBytes(bytes);
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
  }

  private static AttributeValue set(Random random) {
    int size = 1 + random.nextInt(20);
    return switch (random.nextInt(3)) {
      case 0 ->
        AttributeValue.fromSs(
            IntStream.range(0, size).mapToObj(each -> "e" + each).toList());
      case 1 ->
        AttributeValue.fromNs(
            IntStream.range(0, size).mapToObj(each -> each + ".25").toList());
      default ->
        AttributeValue.fromBs(IntStream.range(0, size)
            .mapToObj(each -> SdkBytes.fromByteArray(new byte[] {(byte) each}))
            .toList());
    };
  }

  private static AttributeValue list(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> AttributeValue.fromL(List.of());
      case 1 -> deep(28);
      default -> {
        List<AttributeValue> elements = new ArrayList<>();
        for (int left = random.nextInt(200); left > 0; left--) {
          elements.add(scalar(random));
        }
        yield AttributeValue.fromL(elements);
      }
    };
  }

  /** As deep as DynamoDB lets it be, nearly. */
  private static AttributeValue deep(int levels) {
    AttributeValue inner = AttributeValue.fromS("bottom");
    for (int level = 0; level < levels; level++) {
      inner = level % 2 == 0
          ? AttributeValue.fromL(List.of(inner))
          : AttributeValue.fromM(Map.of("d", inner));
    }
    return inner;
  }

  private static AttributeValue map(Random random) {
    Map<String, AttributeValue> fields = new HashMap<>();
    for (int left = random.nextInt(2) * random.nextInt(100); left > 0; left--) {
      fields.put(noise(random), scalar(random));
    }
    return AttributeValue.fromM(fields);
  }

  private static AttributeValue scalar(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> AttributeValue.fromN(pick(NUMBERS, random));
      case 1 -> AttributeValue.fromBool(random.nextBoolean());
      case 2 -> AttributeValue.fromNul(true);
      default -> AttributeValue.fromS(noise(random));
    };
  }

  private static <T> T pick(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
