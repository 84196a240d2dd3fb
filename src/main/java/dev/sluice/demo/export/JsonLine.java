package dev.sluice.demo.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes a record as a line of DynamoDB JSON. */
final class JsonLine {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator out;

  private JsonLine(JsonGenerator out) {
    this.out = out;
  }

  static String of(ExportRecord entry) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, Map<String, AttributeValue>> part : entry.parts().entrySet()) {
        out.writeFieldName(part.getKey());
        new JsonLine(out).members(part.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
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
      case BS -> texts("BS", value.bs().stream().map(JsonLine::base64).toList());
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
