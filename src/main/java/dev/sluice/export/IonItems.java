package dev.sluice.export;

import com.amazon.ion.IonException;
import com.amazon.ion.IonReader;
import com.amazon.ion.IonType;
import com.amazon.ion.system.IonReaderBuilder;
import dev.sluice.item.NumberGrammar;
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

  private static final String L = "L";
  private static final Map<String, String> SETS =
      Map.of("$dynamodb_SS", "SS", "$dynamodb_NS", "NS", "$dynamodb_BS", "BS");

  /** Twice the levels of DynamoDB's items. Deeper ones would cost stack. */
  private static final int MAX_DEPTH = 64;

  private final IonReader in;
  private final String name;
  private final JsonBytes out = new JsonBytes(BATCH_BYTES, MAX_ITEM_BYTES);
  private int items;

  /**
   * Begins before the first item.
   *
   * @param in the decompressed bytes
   * @param name the name of the only member of each value
   */
  IonItems(InputStream in, String name) {
    this.in = IonReaderBuilder.standard().build(in);
    this.name = name;
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

  @Override
  public int count() {
    return items;
  }

  private static IOException failure(IonException e) {
    return e.getCause() instanceof IOException read
        ? read
        : new FormatException("is no sound Ion: " + e.getMessage());
  }

  @Override
  public DynamoJsonReader items() {
    return out.reader();
  }

  private void item() throws IOException {
    require(in.getType() == IonType.STRUCT, "a value that is no struct");
    in.stepIn();
    require(
        in.next() == IonType.STRUCT && name.equals(in.getFieldName()),
        "a struct that does not begin with " + name);
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
      out.ascii("{\"NULL\":true}");
      return;
    }
    String tag = tag();
    out.ascii("{\"" + tag + "\":");
    switch (tag) {
      case "M" -> members(depth);
      case L -> elements(depth);
      case "SS", "NS", "BS" -> set(tag);
      default -> scalar();
    }
    out.write('}');
  }

  private String tag() throws IOException {
    return switch (in.getType()) {
      case STRING -> "S";
      case DECIMAL, INT -> "N";
      case BLOB -> "B";
      case BOOL -> "BOOL";
      case STRUCT -> "M";
      case LIST -> listTag(List.of(in.getTypeAnnotations()));
      default -> throw new FormatException("has a value of type " + in.getType());
    };
  }

  private static String listTag(List<String> annotations) throws IOException {
    if (annotations.isEmpty()) {
      return L;
    }
    String tag = annotations.size() == 1 ? SETS.get(annotations.get(0)) : null;
    require(tag != null, "a list with the annotations " + annotations);
    return String.valueOf(tag);
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

  private void set(String tag) throws IOException {
    out.write('[');
    in.stepIn();
    for (boolean first = true; in.next() != null; first = false) {
      if (!first) {
        out.write(',');
      }
      require(!in.isNullValue() && tag.equals(tag() + "S"), "another type in a set " + tag);
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

  /** Writes a number in the form in which DynamoDB sends it: up to 38 digits, and an exponent where that is not enough. */
  private void number(BigDecimal number) throws IOException {
    BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    boolean whole = stripped.scale() < 0
        && (long) stripped.precision() - stripped.scale() <= NumberGrammar.MAX_DIGITS;
    out.ascii("\"" + (whole ? stripped.setScale(0) : stripped) + "\"");
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new FormatException("has " + otherwise);
    }
  }
}
