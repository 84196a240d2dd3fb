package dev.sluice.bench.pages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as AWS JSON 1.0 has them: {@code {"name":{"S":"…"},…}}. */
final class ItemJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;

  private ItemJson(JsonGenerator out) {
    this.out = out;
  }

  static byte[] of(Map<String, AttributeValue> item) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      new ItemJson(out).members(item);
    }
    return bytes.toByteArray();
  }

  private void members(Map<String, AttributeValue> members) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
      out.writeFieldName(member.getKey());
      value(member.getValue());
    }
    out.writeEndObject();
  }

  private void value(AttributeValue value) throws IOException {
    out.writeStartObject();
    switch (value.type()) {
      case S -> out.writeStringField("S", value.s());
      case N -> out.writeStringField("N", value.n());
      case B ->
        out.writeStringField("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case BOOL -> out.writeBooleanField("BOOL", value.bool());
      case NUL -> out.writeBooleanField("NULL", true);
      case SS -> strings("SS", value.ss());
      case NS -> strings("NS", value.ns());
      case L -> list(value.l());
      case M -> {
        out.writeFieldName("M");
        members(value.m());
      }
      case BS, UNKNOWN_TO_SDK_VERSION ->
        throw new IllegalArgumentException("no item has a " + value.type());
    }
    out.writeEndObject();
  }

  private void strings(String tag, List<String> elements) throws IOException {
    out.writeArrayFieldStart(tag);
    for (String element : elements) {
      out.writeString(element);
    }
    out.writeEndArray();
  }

  private void list(List<AttributeValue> elements) throws IOException {
    out.writeArrayFieldStart("L");
    for (AttributeValue element : elements) {
      value(element);
    }
    out.writeEndArray();
  }
}
