package dev.sluice.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items in a form that two ways to the same item share: from a row (columns, marks, overflow) and from the SDK's own
 * AttributeValues. Sets are sets, numbers are compared by value.
 */
public final class Reassembled {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reassembled() {}

  /** A value with the DynamoDB type it had. */
  record Typed(String type, Object value) {}

  public static Object of(Row row) {
    Map<String, Object> item = members(row);
    String overflow = row.getString(row.fieldIndex("_overflow"));
    if (overflow != null) {
      // Parents before their children.
      new TreeMap<>(parse(overflow))
          .forEach(
              (pointer, json) -> put(item, pointer.substring(1).split("/", -1), 0, ofJson(json)));
    }
    return item;
  }

  public static Object of(Map<String, AttributeValue> item) {
    Map<String, Object> members = new LinkedHashMap<>();
    item.forEach((name, value) -> members.put(name, ofSdk(value)));
    return members;
  }

  /** Returns an item, in its form, as a value of the type M. */
  static Object map(Object item) {
    return new Typed("M", item);
  }

  private static Map<String, Object> members(Row row) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (StructField field : row.schema().fields()) {
      Object value = row.get(row.fieldIndex(field.name()));
      boolean overflow =
          field.name().equals("_overflow") && !field.metadata().contains("dynamodb.type");
      if (value != null && !overflow) {
        members.put(
            field.name(),
            ofColumn(value, field.dataType(), field.metadata().getString("dynamodb.type")));
      }
    }
    return members;
  }

  private static Object ofColumn(Object value, DataType type, String mark) {
    if (type instanceof StructType) {
      return new Typed("M", members((Row) value));
    }
    if (type instanceof MapType map) {
      Map<String, Object> members = new LinkedHashMap<>();
      scalaMap(value).forEach((k, v) -> {
        if (v != null) {
          members.put((String) k, ofColumn(v, map.valueType(), inner(mark)));
        }
      });
      return new Typed("M", members);
    }
    if (type instanceof ArrayType array && mark.startsWith("L")) {
      List<@Nullable Object> elements = new ArrayList<>();
      scalaList(value)
          .forEach(
              e -> elements.add(e == null ? null : ofColumn(e, array.elementType(), inner(mark))));
      return new Typed("L", elements);
    }
    if (type instanceof ArrayType) {
      return new Typed(
          mark,
          new HashSet<>(scalaList(value).stream()
              .map(e -> mark.equals("NS") ? number(e.toString()) : scalar(e))
              .toList()));
    }
    return mark.equals("N")
        ? new Typed("N", number(value.toString()))
        : new Typed(mark, scalar(value));
  }

  static Map<?, ?> scalaMap(Object map) {
    return scala.collection.JavaConverters.mapAsJavaMap((scala.collection.Map<?, ?>) map);
  }

  static List<?> scalaList(Object seq) {
    return scala.collection.JavaConverters.seqAsJavaList((scala.collection.Seq<?>) seq);
  }

  private static Object scalar(Object value) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return value instanceof Number ? number(value.toString()) : value;
  }

  private static String inner(String mark) {
    return mark.substring(2, mark.length() - 1);
  }

  @SuppressWarnings("unchecked")
  private static void put(Object container, String[] path, int at, Object value) {
    String name = path[at].replace("~1", "/").replace("~0", "~");
    Object members = container instanceof Typed typed ? typed.value : container;
    boolean last = at == path.length - 1;
    if (members instanceof List<?>) {
      List<Object> list = (List<Object>) members;
      if (last) {
        list.set(Integer.parseInt(name), value);
      } else {
        put(list.get(Integer.parseInt(name)), path, at + 1, value);
      }
    } else {
      Map<String, Object> map = (Map<String, Object>) members;
      if (last) {
        map.put(name, value);
      } else {
        put(Objects.requireNonNull(map.get(name)), path, at + 1, value);
      }
    }
  }

  private static Map<String, JsonNode> parse(String overflow) {
    Map<String, JsonNode> places = new LinkedHashMap<>();
    try {
      JSON.readTree(overflow).fields().forEachRemaining(e -> places.put(e.getKey(), e.getValue()));
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Typed ofJson(JsonNode node) {
    String type = node.fieldNames().next();
    JsonNode value = node.get(type);
    return new Typed(
        type,
        switch (type) {
          case "S" -> value.textValue();
          case "B" -> binary(value);
          case "N" -> number(value.textValue());
          case "BOOL", "NULL" -> value.booleanValue();
          case "SS" -> new HashSet<>(texts(value));
          case "BS" -> {
            Set<String> elements = new HashSet<>();
            value.forEach(e -> elements.add(binary(e)));
            yield elements;
          }
          case "NS" ->
            new HashSet<>(texts(value).stream().map(Reassembled::number).toList());
          case "L" -> {
            List<Object> elements = new ArrayList<>();
            value.forEach(e -> elements.add(ofJson(e)));
            yield elements;
          }
          default -> {
            Map<String, Object> members = new LinkedHashMap<>();
            value.fields().forEachRemaining(e -> members.put(e.getKey(), ofJson(e.getValue())));
            yield members;
          }
        });
  }

  /** JSON may leave out the padding. */
  private static String binary(JsonNode base64) {
    byte[] bytes = Base64.getDecoder().decode(base64.textValue());
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(e -> texts.add(e.textValue()));
    return texts;
  }

  private static Typed ofSdk(AttributeValue value) {
    return switch (value.type()) {
      case S -> new Typed("S", value.s());
      case N -> new Typed("N", number(value.n()));
      case BOOL -> new Typed("BOOL", value.bool());
      case NUL -> new Typed("NULL", value.nul());
      case B -> new Typed("B", scalar(value.b().asByteArray()));
      case SS -> new Typed("SS", new HashSet<>(value.ss()));
      case NS ->
        new Typed(
            "NS", new HashSet<>(value.ns().stream().map(Reassembled::number).toList()));
      case BS ->
        new Typed(
            "BS",
            new HashSet<>(value.bs().stream().map(b -> scalar(b.asByteArray())).toList()));
      case L ->
        new Typed(
            "L",
            new ArrayList<Object>(value.l().stream().map(Reassembled::ofSdk).toList()));
      case M -> new Typed("M", of(value.m()));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
