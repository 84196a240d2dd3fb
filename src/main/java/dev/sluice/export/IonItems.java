package dev.sluice.export;

import com.amazon.ion.IonException;
import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.JsonBytes;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Items of a file of Amazon Ion: values of the form {@code {Item:{…}}}, or of another name. Each becomes DynamoDB JSON, so
 * that there is one decoder. A number is an Ion decimal, and keeps all of its digits; a set is a list with an annotation.
 */
final class IonItems implements ItemBatches {
  /** The name of the items of a full export. */
  static final String ITEM = "Item";

  private static final Map<String, AttributeType> SETS = Map.of(
      "$dynamodb_SS",
      AttributeType.SS,
      "$dynamodb_NS",
      AttributeType.NS,
      "$dynamodb_BS",
      AttributeType.BS);

  /** Twice the levels of DynamoDB's items. Deeper ones would cost stack. */
  static final int MAX_DEPTH = 64;

  private final IonReader in;
  private final String name;
  private final JsonBytes out = new JsonBytes(BATCH_BYTES, MAX_ITEM_BYTES);
  private int items;

  /**
   * Reads the first bytes.
   *
   * @param in the decompressed bytes
   * @param name the name of the only member of each value
   */
  IonItems(InputStream in, String name) throws IOException {
    this.in = reader(in);
    this.name = name;
  }

  private static IonReader reader(InputStream in) throws IOException {
    try {
      return IonReaderBuilder.standard().build(in);
    } catch (IonException e) {
      throw failure(e);
    }
  }

  @Override
  public int next(int most) throws IOException {
    out.clear();
    items = 0;
    try {
      while (items < most && out.size() < BATCH_BYTES && in.next() != null) {
        out.write(items == 0 ? '[' : ',');
        item();
        items++;
      }
    } catch (IonException e) {
      throw failure(e);
    }
    out.write(']');
    return items;
  }

  private static IOException failure(IonException e) {
    return e.getCause() instanceof IOException read
        ? read
        : new FormatException("is no sound Ion: " + e.getMessage());
  }

  @Override
  public int count() {
    return items;
  }

  @Override
  public DynamoJsonReader items() {
    return out.reader();
  }

  private void item() throws IOException {
    mustBePlain();
    require(in.getType() == IonType.STRUCT && !in.isNullValue(), "a value that is no struct");
    in.stepIn();
    require(
        in.next() == IonType.STRUCT && !in.isNullValue() && name.equals(in.getFieldName()),
        "a struct that does not begin with " + name);
    mustBePlain();
    members(0);
    require(in.next() == null, "more than " + name + " in a struct");
    in.stepOut();
  }

  private void members(int depth) throws IOException {
    require(depth < MAX_DEPTH, "values nested deeper than " + MAX_DEPTH);
    out.write('{');
    in.stepIn();
    for (boolean first = true; in.next() != null; first = false) {
      if (!first) {
        out.write(',');
      }
      out.string(in.getFieldName());
      out.write(':');
      value(depth + 1);
    }
    in.stepOut();
    out.write('}');
  }

  private void value(int depth) throws IOException {
    if (in.isNullValue()) {
      mustBePlain();
      out.ascii("{\"NULL\":true}");
      return;
    }
    AttributeType type = type();
    out.value(type);
    switch (type) {
      case M -> members(depth);
      case L -> elements(depth);
      case SS -> set(AttributeType.S);
      case NS -> set(AttributeType.N);
      case BS -> set(AttributeType.B);
      default -> scalar();
    }
    out.write('}');
  }

  private AttributeType type() throws IOException {
    if (in.getType() != IonType.LIST) {
      mustBePlain();
    }
    return switch (in.getType()) {
      case STRING -> AttributeType.S;
      case DECIMAL, INT -> AttributeType.N;
      case BLOB -> AttributeType.B;
      case BOOL -> AttributeType.BOOL;
      case STRUCT -> AttributeType.M;
      case LIST -> listType(in.getTypeAnnotations());
      default -> throw new FormatException("has a value of type " + in.getType());
    };
  }

  /** An annotation may change what a value means. DynamoDB writes none but those of {@link #SETS}. */
  private void mustBePlain() throws IOException {
    String[] annotations = in.getTypeAnnotations();
    if (annotations.length > 0) {
      throw new FormatException(
          "has a " + in.getType() + " with the annotations " + List.of(annotations));
    }
  }

  private static AttributeType listType(String[] annotations) throws IOException {
    if (annotations.length == 0) {
      return AttributeType.L;
    }
    AttributeType set = annotations.length == 1 ? SETS.get(annotations[0]) : null;
    if (set == null) {
      throw new FormatException("has a list with the annotations " + List.of(annotations));
    }
    return set;
  }

  private void elements(int depth) throws IOException {
    require(depth < MAX_DEPTH, "values nested deeper than " + MAX_DEPTH);
    out.write('[');
    in.stepIn();
    for (boolean first = true; in.next() != null; first = false) {
      if (!first) {
        out.write(',');
      }
      value(depth + 1);
    }
    in.stepOut();
    out.write(']');
  }

  private void set(AttributeType element) throws IOException {
    out.write('[');
    in.stepIn();
    for (boolean first = true; in.next() != null; first = false) {
      if (!first) {
        out.write(',');
      }
      if (in.isNullValue() || type() != element) {
        throw new FormatException("has another type in a set of " + element);
      }
      scalar();
    }
    in.stepOut();
    out.write(']');
  }

  private void scalar() throws IOException {
    switch (in.getType()) {
      case STRING -> out.string(in.stringValue());
      case DECIMAL -> number(in.bigDecimalValue());
      case INT -> number(new BigDecimal(in.bigIntegerValue()));
      case BLOB -> out.base64(in.newBytes());
      default -> out.ascii(Boolean.toString(in.booleanValue()));
    }
  }

  private void number(BigDecimal number) throws IOException {
    out.ascii("\"" + IonNumber.text(number) + "\"");
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new FormatException("has " + otherwise);
    }
  }
}
