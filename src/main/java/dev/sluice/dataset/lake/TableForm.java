package dev.sluice.dataset.lake;

import dev.sluice.failure.ResourceUnavailableException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The form of an Iceberg table when it is created or loaded afresh.
 *
 * @param schema with the key as identifier fields
 * @param spec by day, or by a hash of the partition key
 */
record TableForm(Schema schema, PartitionSpec spec, Map<String, String> properties) {
  /** The number of buckets of a table that is not divided by day. */
  private static final int BUCKETS = 16;

  /** Ancestors that an expiry with Iceberg's defaults leaves, so that commits of others do not hide a position. */
  private static final String MIN_SNAPSHOTS = "20";

  /**
   * Returns the form of a table.
   *
   * @param items the columns of its items, with type tags
   * @throws ResourceUnavailableException if rows cannot be identified by the key
   */
  static TableForm of(LakeIdentity identity, LakeLayout layout, StructType items) {
    StructType columns = LakeColumns.ofItems(items);
    checkKeys(columns, layout.keys());
    Schema schema = identified(
        SparkSchemaUtil.convert(LakeColumns.ofTable(columns, layout.keys())), layout.keys());
    Map<String, String> properties = new HashMap<>(identity.properties());
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(TableProperties.MIN_SNAPSHOTS_TO_KEEP, MIN_SNAPSHOTS);
    return new TableForm(schema, spec(schema, layout), properties);
  }

  private static Schema identified(Schema schema, List<String> keys) {
    Set<Integer> ids =
        keys.stream().map(key -> schema.findField(key).fieldId()).collect(Collectors.toSet());
    return new Schema(schema.columns(), ids);
  }

  private static PartitionSpec spec(Schema schema, LakeLayout layout) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    return layout.day() == null
        ? spec.bucket(layout.keys().get(0), BUCKETS, LakeColumns.BUCKET).build()
        : spec.identity(LakeColumns.DAY).build();
  }

  private static void checkKeys(StructType columns, List<String> keys) {
    for (String key : keys) {
      Optional<StructField> column = Arrays.stream(columns.fields())
          .filter(field -> field.name().equals(key))
          .findFirst();
      String type = column.map(field -> field.dataType().simpleString()).orElse("");
      if (type.isEmpty() || type.equals("double")) {
        throw new ResourceUnavailableException(
            "the key attribute " + key
                + (type.isEmpty()
                    ? " has no column"
                    : " would be a column of type double, by which Iceberg identifies no rows"),
            "Set sluice.source.schema.numbers = exact, and keep the key in sluice.source.columns.");
      }
    }
  }
}
