package dev.sluice.encode;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes rows of a schema as items. Not thread-safe. */
public final class RowEncoder {
  private final Members columns;
  private final int overflowAt;
  private final boolean isMap;
  private final Set<String> attributes;

  /**
   * Compiles an encoder.
   *
   * @param schema the schema of a table that was read, or a user's own. A column {@code _overflow} is a read's overflow
   *     if it is text or, as in older snapshots, a map&lt;string,string&gt;. With any other type it is an attribute
   * @throws dev.sluice.failure.InvalidConfigurationException if DynamoDB has no type for a column
   */
  public RowEncoder(StructType schema) {
    this(schema, overflow(schema).orElse(-1), Set.of());
  }

  /** @param attributes the attributes to encode; empty: all */
  private RowEncoder(StructType schema, int overflowAt, Set<String> attributes) {
    this.overflowAt = overflowAt;
    this.isMap = overflowAt >= 0 && ColumnMetadata.isOverflowMap(schema.apply(overflowAt));
    this.columns = Encoders.of(
        schema,
        i -> i == overflowAt
            || (!attributes.isEmpty() && !attributes.contains(schema.apply(i).name())),
        "");
    this.attributes = attributes;
  }

  /**
   * Compiles an encoder of some attributes, in columns or in the overflow. Other columns may have any type.
   *
   * @param attributes at least one
   * @throws dev.sluice.failure.InvalidConfigurationException if DynamoDB has no type for one of their columns
   */
  public static RowEncoder only(Set<String> attributes, StructType schema) {
    return new RowEncoder(schema, overflow(schema).orElse(-1), attributes);
  }

  /**
   * Encodes a row.
   *
   * @throws UnwritableValueException if DynamoDB cannot store such an item
   */
  public Map<String, AttributeValue> item(InternalRow row) {
    return columns.read(row, overlay(row));
  }

  /** Returns the attributes that columns become, in order. Those that only the overflow has are not among them. */
  public List<String> attributes() {
    return columns.list().stream().map(Members.Member::name).toList();
  }

  /** Returns those of some attributes that can be encoded, in order to name an item that cannot be encoded. */
  public Map<String, AttributeValue> known(InternalRow row, List<String> attributes) {
    Map<String, AttributeValue> known = new LinkedHashMap<>();
    for (Members.Member column : columns.list()) {
      if (attributes.contains(column.name()) && !row.isNullAt(column.ordinal())) {
        try {
          known.put(column.name(), column.encoder().read(row, column.ordinal(), Overlay.NONE));
        } catch (UnwritableValueException e) {
          // this value itself may be the one that cannot be encoded
          known.remove(column.name());
        }
      }
    }
    return known;
  }

  /** Returns the ordinal of the overflow column; empty if the schema has none. */
  public static OptionalInt overflow(StructType schema) {
    return IntStream.range(0, schema.size())
        .filter(i -> isOverflow(schema.apply(i)))
        .findFirst();
  }

  private static boolean isOverflow(StructField field) {
    return ColumnMetadata.isOverflowMap(field)
        || (field.name().equals(OverflowColumn.NAME) && field.dataType() instanceof StringType);
  }

  private Overlay overlay(InternalRow row) {
    if (overflowAt < 0 || row.isNullAt(overflowAt)) {
      return Overlay.NONE;
    }
    try {
      Overlay whole = isMap
          ? Overlay.of(row.getMap(overflowAt))
          : Overlay.of(row.getUTF8String(overflowAt).getBytes());
      return attributes.isEmpty() ? whole : whole.only(attributes);
    } catch (UnwritableValueException e) {
      throw e.within(OverflowColumn.NAME);
    }
  }
}
