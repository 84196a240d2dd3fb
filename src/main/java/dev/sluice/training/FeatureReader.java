package dev.sluice.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.analytics.JsonText;
import dev.sluice.item.JsonPointer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads the values of one feature, one for each of its columns, from a {@link FeatureColumn}. */
final class FeatureReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] names;
  private final @Nullable ElementRange range;
  private final int columns;

  FeatureReader(Feature feature) {
    this.names = feature.names().toArray(String[]::new);
    this.range = feature.range();
    this.columns = feature.columns().size();
  }

  /** The JSON texts of one item, each parsed once. A text that is not JSON becomes the missing node. */
  static final class ParsedTexts {
    private final Map<String, JsonNode> byText = new HashMap<>();

    JsonNode of(String text) {
      return byText.computeIfAbsent(text, JsonText::parse);
    }
  }

  /**
   * Returns the values of an item.
   *
   * @param found null: the path leads to no value
   */
  Datum[] read(@Nullable Row found, ParsedTexts parsed) {
    if (found == null) {
      return all(Datum.MISSING);
    }
    String type = found.getString(0);
    String text = found.getString(1);
    int depth = found.getInt(2);
    if (text == null || type.equals("NULL")) {
      return all(Datum.NULL);
    }
    if (depth < names.length) {
      return inText(type, text, depth, parsed);
    }
    return range == null ? all(Datum.of(type, text)) : elements(range, type, text, found, parsed);
  }

  private Datum[] inText(String type, String text, int depth, ParsedTexts parsed) {
    JsonNode json = type.equals("S") ? parsed.of(text) : MissingNode.getInstance();
    if (!json.isContainerNode()) {
      return all(Datum.invalid(text));
    }
    json = JsonText.at(json, List.of(names).subList(depth, names.length));
    return range == null ? all(Datum.of(json)) : elements(range, json);
  }

  private Datum[] elements(ElementRange wanted, JsonNode list) {
    if (list.isMissingNode()) {
      return all(Datum.MISSING);
    } else if (list.isNull()) {
      return all(Datum.NULL);
    } else if (!list.isArray()) {
      return all(Datum.invalid(list.toString()));
    } else if (!wanted.fits(list.size())) {
      return all(Datum.invalid("a list of " + list.size()));
    }
    Datum[] values = new Datum[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = Datum.of(list.get(wanted.first() + i));
    }
    return values;
  }

  /** Reads elements of a list attribute, or of a list inside a text. */
  private Datum[] elements(
      ElementRange wanted, String type, String text, Row found, ParsedTexts parsed) {
    if (type.equals("S")) {
      JsonNode json = parsed.of(text);
      return json.isArray() ? elements(wanted, json) : all(Datum.invalid(text));
    }
    JsonNode list = type.equals("L") ? parsed.of(text) : MissingNode.getInstance();
    if (!list.isArray()) {
      return all(Datum.invalid(text));
    }
    Datum[] values = elements(wanted, list);
    boolean dynamoDb = !list.isEmpty() && list.get(0).isObject();
    for (int i = 0; i < columns && wanted.fits(list.size()); i++) {
      values[i] =
          element(list.get(wanted.first() + i), wanted.first() + i, dynamoDb, found, parsed);
    }
    return values;
  }

  private Datum element(
      JsonNode element, int index, boolean dynamoDb, Row found, ParsedTexts parsed) {
    if (dynamoDb) {
      return Datum.ofDynamoDb(element);
    }
    String overflow = found.getString(3);
    if (!element.isNull() || overflow == null) {
      return Datum.of(element);
    }
    String pointer = JsonPointer.of(List.of(names)) + "/" + index;
    JsonNode kept = parsed.of(overflow).path(pointer);
    return kept.isObject() ? Datum.ofDynamoDb(kept) : Datum.NULL;
  }

  private Datum[] all(Datum value) {
    Datum[] values = new Datum[columns];
    Arrays.fill(values, value);
    return values;
  }
}
