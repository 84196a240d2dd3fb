package dev.sluice.testing;

import com.amazon.ion.IonBlob;
import com.amazon.ion.IonBool;
import com.amazon.ion.IonDecimal;
import com.amazon.ion.IonException;
import com.amazon.ion.IonInt;
import com.amazon.ion.IonList;
import com.amazon.ion.IonString;
import com.amazon.ion.IonStruct;
import com.amazon.ion.IonSystem;
import com.amazon.ion.IonValue;
import com.amazon.ion.system.IonSystemBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Decodes an export's Ion with the library's tree of values, as the reference. */
public final class IonView {
  private static final IonSystem ION = IonSystemBuilder.standard().build();

  private IonView() {}

  /** Returns the items; empty if this is no Ion, or not all of its values are items. */
  public static Optional<List<Map<String, AttributeValue>>> items(byte[] text) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    try {
      for (IonValue value : ION.getLoader().load(text)) {
        items.add(item((IonStruct) value));
      }
      return Optional.of(items);
    } catch (IonException | ClassCastException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  private static Map<String, AttributeValue> item(IonStruct value) {
    if (value.isNullValue() || value.size() != 1 || value.get("Item") == null) {
      throw new IllegalArgumentException("no item: " + value);
    }
    return members((IonStruct) value.get("Item"));
  }

  private static Map<String, AttributeValue> members(IonStruct struct) {
    Map<String, AttributeValue> members = new LinkedHashMap<>();
    for (IonValue member : struct) {
      if (members.put(member.getFieldName(), value(member)) != null) {
        throw new IllegalArgumentException("twice: " + member.getFieldName());
      }
    }
    return members;
  }

  private static AttributeValue value(IonValue value) {
    if (value.isNullValue()) {
      return AttributeValue.fromNul(true);
    }
    return switch (value.getType()) {
      case STRING -> AttributeValue.fromS(text(value));
      case DECIMAL, INT -> AttributeValue.fromN(number(value));
      case BLOB -> AttributeValue.fromB(bytes(value));
      case BOOL -> AttributeValue.fromBool(((IonBool) value).booleanValue());
      case STRUCT -> AttributeValue.fromM(members((IonStruct) value));
      case LIST -> list((IonList) value);
      default -> throw new IllegalArgumentException("no attribute: " + value);
    };
  }

  private static AttributeValue list(IonList list) {
    return switch (String.join(" ", list.getTypeAnnotations())) {
      case "" -> AttributeValue.fromL(each(list, IonView::value));
      case "$dynamodb_SS" -> AttributeValue.fromSs(each(list, IonView::text));
      case "$dynamodb_NS" -> AttributeValue.fromNs(each(list, IonView::number));
      case "$dynamodb_BS" -> AttributeValue.fromBs(each(list, IonView::bytes));
      default -> throw new IllegalArgumentException("no attribute: " + list);
    };
  }

  private static <T> List<T> each(IonList list, Function<IonValue, T> function) {
    return list.stream().map(function).toList();
  }

  private static String text(IonValue value) {
    return ((IonString) value).stringValue();
  }

  private static String number(IonValue value) {
    return value instanceof IonInt whole
        ? whole.bigIntegerValue().toString()
        : ((IonDecimal) value).bigDecimalValue().toString();
  }

  private static SdkBytes bytes(IonValue value) {
    return SdkBytes.fromByteArray(((IonBlob) value).getBytes());
  }
}
