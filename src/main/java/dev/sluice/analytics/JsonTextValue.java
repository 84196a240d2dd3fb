package dev.sluice.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/** Maps JSON text to the type and text of the value under the given names; null if there is none. */
final class JsonTextValue implements UDF1<@Nullable String, @Nullable Row> {
  private static final long serialVersionUID = 1L;

  private final String[] names;

  JsonTextValue(List<String> names) {
    this.names = names.toArray(String[]::new);
  }

  @Override
  public @Nullable Row call(@Nullable String text) {
    if (text == null) {
      return null;
    }
    JsonNode value = JsonText.at(JsonText.parse(text), List.of(names));
    if (value.isMissingNode()) {
      return null;
    }
    String type = JsonText.type(value);
    return RowFactory.create(
        type, value.isNull() ? null : value.isContainerNode() ? value.toString() : value.asText());
  }
}
