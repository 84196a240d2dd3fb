package dev.sluice.decode;

import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.TtlValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads the columns that describe an item. Each reads the item once more, so a schema without them costs nothing. */
final class ItemMetadataReader {
  private final List<Column> columns = new ArrayList<>();

  /** Stores the value of one column, from the item at the cursor, at an index that is null; leaves null if it has none. */
  private interface Property {
    void read(DynamoJsonReader in, ItemVector values, int index);
  }

  private record Column(ItemVector values, Property property) {}

  /**
   * @param vectors of the schema's columns
   * @param describing the names of members that are no attributes of an item
   */
  ItemMetadataReader(StructType schema, ItemVector[] vectors, DescribingNames describing) {
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.apply(i);
      ItemVector values = vectors[i];
      ItemMetadata.of(field)
          .ifPresent(kind -> columns.add(new Column(values, property(kind, field, describing))));
    }
  }

  private static Property property(
      ItemMetadata kind, StructField field, DescribingNames describing) {
    List<String> attributes = ItemMetadata.attributes(field).toList();
    return switch (kind) {
      case KEY -> (in, values, index) -> key(KeyText.of(in, attributes, describing), values, index);
      case SIZE -> (in, values, index) -> values.put(index, ItemBytes.of(in));
      case EXPIRES_AT ->
        (in, values, index) -> {
          if (!attributes.isEmpty()) {
            expiry(TtlValue.micros(in, attributes.get(0), ItemMetadata.now(field)), values, index);
          }
        };
    };
  }

  private static void key(@Nullable String key, ItemVector values, int index) {
    if (key != null) {
      values.putCopy(index, key.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void expiry(@Nullable Long micros, ItemVector values, int index) {
    if (micros != null) {
      values.put(index, micros);
    }
  }

  /** Reads the item that begins at a position and ends at the cursor, and stores the values at an index. */
  void read(DynamoJsonReader in, int start, int index) {
    int end = in.position();
    for (Column column : columns) {
      in.rewind(start);
      column.property.read(in, column.values, index);
    }
    in.rewind(end);
  }
}
