package dev.sluice.demo.export;

import com.amazon.ion.IonType;
import com.amazon.ion.IonWriter;
import com.amazon.ion.system.IonTextWriterBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes a record as a line of Ion text: numbers are decimals, and a set is a list with an annotation. */
final class IonLineWriter {
  private static final String VERSION = "$ion_1_0 ";

  private final IonWriter out;

  private IonLineWriter(IonWriter out) {
    this.out = out;
  }

  static String of(ExportRecord entry) {
    StringBuilder text = new StringBuilder(VERSION);
    try (IonWriter out = IonTextWriterBuilder.standard().build(text)) {
      new IonLineWriter(out).write(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(ExportRecord entry) throws IOException {
    out.stepIn(IonType.STRUCT);
    if (entry.isChange()) {
      out.setFieldName("Record");
      out.stepIn(IonType.STRUCT);
    }
    for (Map.Entry<String, Map<String, AttributeValue>> part : entry.parts().entrySet()) {
      out.setFieldName(part.getKey());
      members(part.getValue());
    }
    if (entry.isChange()) {
      out.stepOut();
    }
    out.stepOut();
  }

  private void members(Map<String, AttributeValue> members) throws IOException {
    out.stepIn(IonType.STRUCT);
    for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
      out.setFieldName(member.getKey());
      value(member.getValue());
    }
    out.stepOut();
  }

  private void value(AttributeValue value) throws IOException {
    switch (value.type()) {
      case S -> out.writeString(value.s());
      case N -> out.writeDecimal(new BigDecimal(value.n()));
      case B -> blob(value.b());
      case BOOL -> out.writeBool(value.bool());
      case NUL -> out.writeNull();
      case SS ->
        set("$dynamodb_SS", value.ss().stream().map(AttributeValue::fromS).toList());
      case NS ->
        set("$dynamodb_NS", value.ns().stream().map(AttributeValue::fromN).toList());
      case BS ->
        set("$dynamodb_BS", value.bs().stream().map(AttributeValue::fromB).toList());
      case L -> elements(value.l());
      case M -> members(value.m());
      case UNKNOWN_TO_SDK_VERSION -> throw new IOException("a value of an unknown type: " + value);
    }
  }

  private void set(String annotation, List<AttributeValue> elements) throws IOException {
    out.setTypeAnnotations(annotation);
    elements(elements);
  }

  private void elements(List<AttributeValue> elements) throws IOException {
    out.stepIn(IonType.LIST);
    for (AttributeValue element : elements) {
      value(element);
    }
    out.stepOut();
  }

  private void blob(SdkBytes bytes) throws IOException {
    out.writeBlob(bytes.asByteArrayUnsafe());
  }
}
