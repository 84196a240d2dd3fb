package dev.sluice.analytics;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.OverflowColumn;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An attribute with everything in it, as in the table: its column, completed by the values that the column could not
 * hold.
 */
public final class WholeAttribute implements UDF1<Row, @Nullable String> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable StructField field;
  private final String pointer;
  private final String[] within;

  /**
   * @param field the column of the top-level attribute; null: it has none
   * @param name name of the top-level attribute
   * @param within the names below it, to the value
   */
  private WholeAttribute(@Nullable StructField field, String name, List<String> within) {
    this.field = field;
    this.pointer = JsonPointer.of(List.of(name));
    this.within = within.toArray(String[]::new);
  }

  /**
   * Returns the attribute as DynamoDB JSON, {@code {"M":{"depth":{"N":"3"}}}}; null for items without it.
   *
   * @param schema of the Dataset that the column is for
   * @param path as for {@link Attribute#column}
   */
  public static Column json(StructType schema, String path) {
    List<Column> candidates = new ArrayList<>(List.of(column(schema, path, List.of())));
    List<String> names = Attribute.names(path);
    if (names.size() > 1) {
      candidates.add(column(schema, names.get(0), names.subList(1, names.size())));
    }
    return coalesce(candidates.toArray(Column[]::new));
  }

  private static Column column(StructType schema, String name, List<String> within) {
    StructField field = Attribute.field(schema, name);
    boolean overflow = Attribute.field(schema, OverflowColumn.NAME) != null;
    Column nothing = lit(null).cast(DataTypes.StringType);
    Column row = struct(
        (field == null ? nothing : SqlNames.column(name)).as("value"),
        (overflow ? col(OverflowColumn.NAME) : nothing).as("overflow"));
    return udf(new WholeAttribute(field, name, within), DataTypes.StringType).apply(row);
  }

  @Override
  public @Nullable String call(Row row) throws JsonProcessingException {
    JsonNode whole = field == null || row.isNullAt(0)
        ? null
        : DynamoJsonColumn.of(row.get(0), field.dataType(), Attribute.mark(field));
    if (!row.isNullAt(1)) {
      for (Map.Entry<String, JsonNode> entry : parentsFirst(row.getString(1)).entrySet()) {
        whole = with(whole, entry.getKey(), entry.getValue());
      }
    }
    for (int i = 0; i < within.length && whole != null; i++) {
      if (whole.path("S").isTextual()) {
        return inText(whole.get("S").textValue(), List.of(within).subList(i, within.length));
      }
      whole = whole.path("M").get(within[i]);
    }
    return whole == null ? null : whole.toString();
  }

  private static @Nullable String inText(String text, List<String> names) {
    JsonNode value = JsonText.at(JsonText.parse(text), names);
    return value.isMissingNode() ? null : JsonText.dynamoDb(value).toString();
  }

  private Map<String, JsonNode> parentsFirst(String overflow) throws JsonProcessingException {
    Map<String, JsonNode> values = new TreeMap<>();
    // a backslash may be an escape within a pointer
    if (overflow.contains(pointer) || overflow.indexOf('\\') >= 0) {
      JSON.readTree(overflow).fields().forEachRemaining(e -> values.put(e.getKey(), e.getValue()));
    }
    return values;
  }

  private @Nullable JsonNode with(@Nullable JsonNode whole, String path, JsonNode value) {
    if (path.equals(pointer)) {
      return value;
    }
    if (whole != null && path.startsWith(pointer + "/")) {
      DynamoJsonColumn.put((ObjectNode) whole, path.substring(pointer.length() + 1), value);
    }
    return whole;
  }
}
