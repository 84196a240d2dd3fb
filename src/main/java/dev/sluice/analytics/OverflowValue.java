package dev.sluice.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** DynamoDB JSON, {@code {"N":"1E+40"}} → its type and text; of a map ({@code M}) the value under the names given. */
final class OverflowValue implements UDF1<@Nullable String, @Nullable Row> {
  private static final long serialVersionUID = 1L;

  /** Of an attribute read from anywhere. */
  static final StructType TYPE =
      new StructType().add("type", DataTypes.StringType).add("text", DataTypes.StringType);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String[] names;

  OverflowValue(List<String> names) {
    this.names = names.toArray(String[]::new);
  }

  @Override
  public @Nullable Row call(@Nullable String json) throws JsonProcessingException {
    if (json == null) {
      return null;
    }
    JsonNode value = JSON.readTree(json);
    for (String name : names) {
      value = value.path("M").path(name);
    }
    return value.size() == 1 ? row(value.fields().next()) : null;
  }

  private static Row row(Map.Entry<String, JsonNode> tagged) {
    JsonNode content = tagged.getValue();
    String text = content.isValueNode() ? content.asText() : content.toString();
    return RowFactory.create(tagged.getKey(), "NULL".equals(tagged.getKey()) ? null : text);
  }
}
