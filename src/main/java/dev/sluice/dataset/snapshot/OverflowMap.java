package dev.sluice.dataset.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Converts the overflow in snapshots of earlier releases, a map of JSON Pointer → DynamoDB JSON, to text. */
final class OverflowMap implements UDF1<Row, @Nullable String> {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  private OverflowMap() {}

  /** Returns the rows with their overflow as text. Rows of present snapshots stay unchanged. */
  static Dataset<Row> asText(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields()).anyMatch(ColumnMetadata::isOverflowMap)
        ? rows.withColumn(
            OverflowColumn.NAME,
            functions
                .udf(new OverflowMap(), DataTypes.StringType)
                .apply(functions.struct(functions.col(OverflowColumn.NAME))))
        : rows;
  }

  @Override
  public @Nullable String call(Row row) throws IOException {
    return row.isNullAt(0) ? null : text(row.getJavaMap(0));
  }

  private static String text(Map<String, String> overflow) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> entry : overflow.entrySet()) {
        json.writeFieldName(entry.getKey());
        json.writeRawValue(entry.getValue());
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
