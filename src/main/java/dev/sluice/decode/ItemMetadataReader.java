package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads the columns that describe an item. Each reads the item once more, so a schema without them costs nothing. */
final class ItemMetadataReader {
  private final List<Column> columns = new ArrayList<>();

  /** The value of one column, from the item at the cursor. */
  private interface Property {
    @Nullable
    Object of(DynamoJsonReader in);
  }

  private record Column(int ordinal, Property property) {}

  ItemMetadataReader(StructType schema) {
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.apply(i);
      int ordinal = i;
      ItemMetadata.of(field)
          .ifPresent(kind -> columns.add(new Column(ordinal, property(kind, field))));
    }
  }

  private static Property property(ItemMetadata kind, StructField field) {
    List<String> attributes = ItemMetadata.attributes(field).toList();
    return switch (kind) {
      case KEY -> in -> KeyText.of(in, attributes);
      case SIZE -> ItemBytes::of;
      case EXPIRES_AT ->
        attributes.isEmpty()
            ? in -> null
            : in -> TtlValue.micros(in, attributes.get(0), ItemMetadata.now(field));
    };
  }

  /** Reads the item that begins at a position and ends at the cursor, and stores the values at their ordinals. */
  void read(DynamoJsonReader in, int start, @Nullable Object[] values) {
    int end = in.position();
    for (Column column : columns) {
      in.rewind(start);
      values[column.ordinal] = column.property.of(in);
    }
    in.rewind(end);
  }
}
