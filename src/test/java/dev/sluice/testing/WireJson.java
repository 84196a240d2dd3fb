package dev.sluice.testing;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes items as DynamoDB JSON with random white space and unnecessary escapes. */
public final class WireJson {
  private static final String[] SPACE = {"", "", "", "", "", "", " ", "\n", "\t \r\n"};

  private final Random style;
  private final StringBuilder json = new StringBuilder();

  private WireJson(Random style) {
    this.style = style;
  }

  /** Returns the array of these items. */
  public static String of(List<Map<String, AttributeValue>> items, Random style) {
    WireJson out = new WireJson(style);
    out.each("[", items, out::members, "]");
    return out.json.toString();
  }

  private void members(Map<String, AttributeValue> members) {
    each(
        "{",
        members.entrySet(),
        m -> {
          text(m.getKey());
          token(":");
          value(m.getValue());
        },
        "}");
  }

  private void value(AttributeValue value) {
    token("{");
    String tag = value.type() == AttributeValue.Type.NUL ? "NULL" : value.type().name();
    token('"' + tag + '"');
    token(":");
    switch (value.type()) {
      case S -> text(value.s());
      case N -> text(value.n());
      case BOOL -> token(value.bool().toString());
      case NUL -> token("true");
      case B -> binary(value.b());
      case SS -> each("[", value.ss(), this::text, "]");
      case NS -> each("[", value.ns(), this::text, "]");
      case BS -> each("[", value.bs(), this::binary, "]");
      case L -> each("[", value.l(), this::value, "]");
      case M -> members(value.m());
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(value.toString());
    }
    token("}");
  }

  private <T> void each(String open, Iterable<T> elements, Consumer<T> write, String close) {
    token(open);
    String comma = "";
    for (T element : elements) {
      token(comma);
      write.accept(element);
      comma = ",";
    }
    token(close);
  }

  private void binary(SdkBytes bytes) {
    text(Base64.getEncoder().encodeToString(bytes.asByteArray()));
  }

  private void text(String text) {
    json.append('"');
    text.codePoints().forEach(this::point);
    token("\"");
  }

  private void point(int point) {
    if (point < ' ' || style.nextInt(30) == 0) {
      for (char unit : Character.toChars(point)) {
        json.append("\\u%04x".formatted((int) unit));
      }
    } else if (point == '"' || point == '\\' || (point == '/' && style.nextBoolean())) {
      json.append('\\').append((char) point);
    } else {
      json.appendCodePoint(point);
    }
  }

  private void token(String token) {
    json.append(token).append(SPACE[style.nextInt(SPACE.length)]);
  }
}
