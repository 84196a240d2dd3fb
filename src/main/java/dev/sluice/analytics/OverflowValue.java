package dev.sluice.analytics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.OverflowColumn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Maps a row's overflow to the type and text of the value at a path of the item: under its own pointer, or within a map
 * that overflowed as a whole. {@code {"/score":{"N":"1E+40"}}} has {@code N} and {@code 1E+40} at {@code score}.
 */
final class OverflowValue implements UDF1<@Nullable String, @Nullable Row> {
  private static final long serialVersionUID = 1L;

  /** The type of an attribute, read from a column or from the overflow. */
  static final StructType TYPE =
      new StructType().add("type", DataTypes.StringType).add("text", DataTypes.StringType);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String[] names;
  /**
   * JSON Pointers of the value and of the maps that may hold it; the index is the number of names in the pointer, less
   * one.
   */
  private final List<String> pointers;

  OverflowValue(List<String> names) {
    this.names = names.toArray(String[]::new);
    this.pointers = IntStream.rangeClosed(1, names.size())
        .mapToObj(held -> JsonPointer.of(names.subList(0, held)))
        .toList();
  }

  /**
   * Returns the value as {@link #TYPE}; null if the overflow has none.
   *
   * @param names the path to the value
   */
  static Column column(List<String> names) {
    return udf(new OverflowValue(names), TYPE).apply(col(OverflowColumn.NAME));
  }

  @Override
  public @Nullable Row call(@Nullable String overflow) throws IOException {
    return overflow == null || !mayHold(overflow) ? null : find(overflow);
  }

  /**
   * Filters cheaply: most overflow holds other attributes. Backslashes pass, because a pointer may be written with
   * escapes.
   */
  private boolean mayHold(String overflow) {
    return overflow.contains(pointers.get(0)) || overflow.indexOf('\\') >= 0;
  }

  private @Nullable Row find(String overflow) throws IOException {
    Row found = null;
    int nearest = -1;
    try (JsonParser in = JSON.createParser(overflow)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        int held = pointers.indexOf(in.currentName());
        in.nextToken();
        Row here = held > nearest ? within(in.readValueAsTree(), held + 1) : null;
        in.skipChildren();
        if (here != null) {
          found = here;
          nearest = held;
        }
      }
    }
    return found;
  }

  private @Nullable Row within(JsonNode value, int from) {
    JsonNode node = value;
    for (int i = from; i < names.length; i++) {
      node = node.path("M").path(names[i]);
    }
    return node.size() == 1 ? row(node.fields().next()) : null;
  }

  private static Row row(Map.Entry<String, JsonNode> tagged) {
    JsonNode content = tagged.getValue();
    String text = content.isValueNode() ? content.asText() : content.toString();
    return RowFactory.create(tagged.getKey(), "NULL".equals(tagged.getKey()) ? null : text);
  }
}
