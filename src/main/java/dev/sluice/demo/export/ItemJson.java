package dev.sluice.demo.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes items as DynamoDB JSON: {@code {"name":{"S":"…"},…}}. */
public final class ItemJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator out;

  private ItemJson(JsonGenerator out) {
    this.out = out;
  }

  /** Returns an item in UTF-8. */
  public static byte[] of(Map<String, AttributeValue> item) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      write(item, out);
    }
    return bytes.toByteArray();
  }

  /** Writes an item where a value may stand. */
  static void write(Map<String, AttributeValue> item, JsonGenerator out) throws IOException {
    new ItemJson(out).members(item);
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
      case B -> out.writeStringField("B", base64(value.b()));
      case BOOL -> out.writeBooleanField("BOOL", value.bool());
      case NUL -> out.writeBooleanField("NULL", true);
      case SS -> texts("SS", value.ss());
      case NS -> texts("NS", value.ns());
      case BS -> texts("BS", value.bs().stream().map(ItemJson::base64).toList());
      case L -> elements(value.l());
      case M -> {
        out.writeFieldName("M");
        members(value.m());
      }
      case UNKNOWN_TO_SDK_VERSION -> throw new IOException("a value of an unknown type: " + value);
    }
    out.writeEndObject();
  }

  private void texts(String tag, List<String> texts) throws IOException {
    out.writeArrayFieldStart(tag);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  private void elements(List<AttributeValue> elements) throws IOException {
    out.writeArrayFieldStart("L");
    for (AttributeValue element : elements) {
      value(element);
    }
    out.writeEndArray();
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }
}
