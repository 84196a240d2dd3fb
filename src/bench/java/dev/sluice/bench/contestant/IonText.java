package dev.sluice.bench.contestant;

import com.amazon.ion.IonType;
import com.amazon.ion.IonWriter;
import com.amazon.ion.system.IonTextWriterBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;

/** Items as an export in Amazon Ion has them: numbers as decimals, sets as lists with an annotation. */
final class IonText {
  private final IonWriter out;

  private IonText(IonWriter out) {
    this.out = out;
  }

  /**
   * {@code {Item:{…}}}.
   *
   * @param members of the item in DynamoDB JSON
   */
  static String of(JsonNode members) throws IOException {
    StringBuilder text = new StringBuilder();
    try (IonWriter out = IonTextWriterBuilder.standard().build(text)) {
      out.stepIn(IonType.STRUCT);
      out.setFieldName("Item");
      new IonText(out).struct(members);
      out.stepOut();
    }
    return text.toString();
  }

  private void struct(JsonNode members) throws IOException {
    out.stepIn(IonType.STRUCT);
    for (Iterator<Map.Entry<String, JsonNode>> all = members.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> member = all.next();
      out.setFieldName(member.getKey());
      value(member.getValue());
    }
    out.stepOut();
  }

  private void value(JsonNode typed) throws IOException {
    Map.Entry<String, JsonNode> value = typed.fields().next();
    switch (value.getKey()) {
      case "M" -> struct(value.getValue());
      case "L" -> list(value.getValue());
      case "SS", "NS", "BS" -> set(value.getKey(), value.getValue());
      default -> scalar(value.getKey(), value.getValue());
    }
  }

  private void list(JsonNode elements) throws IOException {
    out.stepIn(IonType.LIST);
    for (JsonNode element : elements) {
      value(element);
    }
    out.stepOut();
  }

  private void set(String tag, JsonNode elements) throws IOException {
    out.setTypeAnnotations("$dynamodb_" + tag);
    out.stepIn(IonType.LIST);
    for (JsonNode element : elements) {
      scalar(tag.substring(0, 1), element);
    }
    out.stepOut();
  }

  private void scalar(String tag, JsonNode value) throws IOException {
    switch (tag) {
      case "S" -> out.writeString(value.textValue());
      case "N" -> out.writeDecimal(new BigDecimal(value.textValue()).stripTrailingZeros());
      case "B" -> out.writeBlob(Base64.getDecoder().decode(value.textValue()));
      case "BOOL" -> out.writeBool(value.booleanValue());
      case "NULL" -> out.writeNull();
      default -> throw new IllegalArgumentException("no attribute has the type " + tag);
    }
  }
}
