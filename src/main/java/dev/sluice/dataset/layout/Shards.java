package dev.sluice.dataset.layout;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Attributes whose values end in a write shard, {@code model#7}. Each gets a second column, {@code model_unsharded},
 * with the value before the shard. The attribute's own column does not change.
 */
public final class Shards {
  private static final String UNSHARDED = "_unsharded";

  private Shards() {}

  /**
   * Returns the columns and the derived columns of these attributes, if they are text columns.
   *
   * @throws InvalidConfigurationException if an attribute has the name of a derived column
   */
  public static StructType added(StructType columns, List<String> attributes) {
    StructType all = columns;
    for (StructField field : columns.fields()) {
      if (attributes.contains(field.name()) && field.dataType() instanceof StringType) {
        String name = field.name() + UNSHARDED;
        if (Arrays.stream(columns.fieldNames()).anyMatch(name::equalsIgnoreCase)) {
          throw new InvalidConfigurationException(List.of(new ConfigError(
              "sluice.dataset.strip-shards",
              field.name(),
              "would give a column " + name + ", which is an attribute of the table",
              "Leave it out.")));
        }
        all = all.add(new StructField(
            name, DataTypes.StringType, true, ColumnMetadata.derivedFrom(field.name())));
      }
    }
    return all;
  }

  /**
   * Checks that every named attribute is a text column.
   *
   * @param columns including the derived ones
   * @throws InvalidConfigurationException if one is not
   */
  public static void check(StructType columns, List<String> attributes) {
    List<String> names = Arrays.asList(columns.fieldNames());
    List<ConfigError> errors = attributes.stream()
        .filter(name -> !names.contains(name + UNSHARDED))
        .map(name -> new ConfigError(
            "sluice.dataset.strip-shards",
            name,
            "is not a text attribute of any sampled item",
            "Name top-level attributes that are text."))
        .toList();
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }

  /** Returns the columns without the derived ones. */
  public static StructType without(StructType columns) {
    return new StructType(Arrays.stream(columns.fields())
        .filter(field -> ColumnMetadata.derivedFrom(field).isEmpty())
        .toArray(StructField[]::new));
  }

  /**
   * Returns what fills the derived columns of rows.
   *
   * @param columns all columns. The rows have them in this order, possibly without derived ones at the end
   */
  public static UnaryOperator<InternalRow> filling(StructType columns) {
    List<Optional<String>> derived =
        Arrays.stream(columns.fields()).map(ColumnMetadata::derivedFrom).toList();
    if (derived.stream().allMatch(Optional::isEmpty)) {
      return UnaryOperator.identity();
    }
    int[] sources = derived.stream()
        .mapToInt(source -> source.map(columns::fieldIndex).orElse(-1))
        .toArray();
    return row -> filled(row, columns, sources);
  }

  /** @param sources for each derived column, the ordinal of the column it is derived from; −1 for all others */
  private static InternalRow filled(InternalRow row, StructType columns, int[] sources) {
    GenericInternalRow filled = new GenericInternalRow(columns.size());
    for (int i = 0; i < sources.length; i++) {
      int from = sources[i] < 0 ? i : sources[i];
      if (!row.isNullAt(from)) {
        filled.update(
            i,
            sources[i] < 0
                ? row.get(i, columns.apply(i).dataType())
                : unsharded(row.getUTF8String(from)));
      }
    }
    return filled;
  }

  /** Returns the value up to the last {@code #}, if only digits follow it. */
  static UTF8String unsharded(UTF8String value) {
    byte[] bytes = value.getBytes();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] >= '0' && bytes[end - 1] <= '9') {
      end--;
    }
    boolean sharded = end > 0 && end < bytes.length && bytes[end - 1] == '#';
    return sharded ? UTF8String.fromBytes(bytes, 0, end - 1) : value;
  }
}
