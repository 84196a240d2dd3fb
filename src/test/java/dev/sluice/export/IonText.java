package dev.sluice.export;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as lines of Amazon Ion, as DynamoDB's documentation shows them. Written by hand, not by the library that reads. */
final class IonText {
  private IonText() {}

  static String line(Map<String, AttributeValue> item) {
    return "$ion_1_0 {Item:" + struct(item) + "}";
  }

  static String struct(Map<String, AttributeValue> members) {
    return members.entrySet().stream()
        .map(member -> name(member.getKey()) + ":" + value(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String name(String name) {
    boolean keyword = List.of("null", "true", "false", "nan").contains(name);
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") && !keyword ? name : quoted(name, '\'');
  }

  private static String value(AttributeValue value) {
    return switch (value.type()) {
      case S -> text(value.s());
      case N -> decimal(value.n());
      case BOOL -> value.bool().toString();
      case NUL -> "null";
      case B -> blob(value.b());
      case SS -> "$dynamodb_SS::" + list(value.ss(), IonText::text);
      case NS -> "$dynamodb_NS::" + list(value.ns(), IonText::decimal);
      case BS -> "$dynamodb_BS::" + list(value.bs(), IonText::blob);
      case L -> list(value.l(), IonText::value);
      case M -> struct(value.m());
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static <T> String list(List<T> elements, Function<T, String> each) {
    return elements.stream().map(each).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String text) {
    return quoted(text, '"');
  }

  private static String quoted(String text, char quote) {
    StringBuilder quoted = new StringBuilder().append(quote);
    text.chars().forEach(c -> {
      if (c == quote || c == '\\') {
        quoted.append('\\').append((char) c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append("\\x%02x".formatted(c));
      } else {
        quoted.append((char) c);
      }
    });
    return quoted.append(quote).toString();
  }

  /** Returns 103 as {@code 103.} and 600 as {@code 6d2}. */
  private static String decimal(String number) {
    BigDecimal stripped = new BigDecimal(number).stripTrailingZeros();
    return stripped.scale() == 0
        ? stripped.toPlainString() + "."
        : stripped.unscaledValue() + "d" + -stripped.scale();
  }

  private static String blob(SdkBytes bytes) {
    return "{{" + Base64.getEncoder().encodeToString(bytes.asByteArray()) + "}}";
  }
}
