package dev.sluice.source;

import dev.sluice.encode.RowEncoder;
import dev.sluice.encode.UnwritableValueException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.write.Condition;
import dev.sluice.write.ItemChange;
import dev.sluice.write.ItemKeys;
import dev.sluice.write.WriteOperation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes rows as changes of items. Not thread-safe. */
final class ChangeEncoder {
  private final RowEncoder encoder;
  private final ItemKeys keys;
  private final WriteSettings settings;
  private final Set<String> removable;

  /**
   * Compiles an encoder.
   *
   * @param schema the rows' columns, with type tags
   * @param settings its columns named as in the schema
   * @throws dev.sluice.failure.InvalidConfigurationException if DynamoDB has no type for a column that is used
   */
  ChangeEncoder(StructType schema, ItemKeys keys, WriteSettings settings) {
    this.encoder = settings.operation() == WriteOperation.DELETE
        ? RowEncoder.only(used(keys, settings), schema)
        : new RowEncoder(schema);
    this.keys = keys;
    this.settings = settings;
    this.removable =
        settings.removesNulls() ? new LinkedHashSet<>(encoder.attributes()) : new HashSet<>();
    removable.removeAll(keys.names());
    removable.removeAll(settings.conditionColumns());
  }

  /**
   * Checks that rows of a schema can be encoded.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException if DynamoDB has no type for a column that is used
   */
  static void check(StructType schema, ItemKeys keys, WriteSettings settings) {
    ChangeEncoder unused = new ChangeEncoder(schema, keys, settings);
  }

  /** Returns the attributes that a delete uses: those of the key and of the condition. */
  private static Set<String> used(ItemKeys keys, WriteSettings settings) {
    Set<String> used = new HashSet<>(keys.names());
    Condition condition = settings.condition();
    if (condition != null) {
      used.addAll(condition.columnNames());
    }
    return used;
  }

  /**
   * Encodes a row.
   *
   * @throws UnwritableItemException if DynamoDB cannot store a value
   */
  ItemChange change(InternalRow row) {
    Map<String, AttributeValue> all = attributes(row);
    Map<String, AttributeValue> item = new LinkedHashMap<>(all);
    if (settings.operation() == WriteOperation.DELETE) {
      item.keySet().retainAll(keys.names());
    } else {
      item.keySet().removeAll(settings.conditionColumns());
    }
    Set<String> removed = new LinkedHashSet<>(removable);
    removed.removeAll(item.keySet());
    return new ItemChange(item, removed, settings.condition() == null ? Map.of() : all);
  }

  private Map<String, AttributeValue> attributes(InternalRow row) {
    try {
      return encoder.item(row);
    } catch (UnwritableValueException e) {
      throw new UnwritableItemException(
          keys.describe(encoder.known(row, keys.names())) + ": " + e.getMessage(),
          "Correct the value, or leave out the row.",
          e);
    }
  }
}
