package dev.sluice.dataset.lake;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A catalog of Iceberg tables that Spark's configuration names. */
public final class LakeCatalog {
  /** The number of buckets of a table that is not divided by day. */
  private static final int BUCKETS = 16;

  /** Ancestors that an expiry with Iceberg's defaults leaves, so that commits of others do not hide a position. */
  private static final String MIN_SNAPSHOTS = "20";

  private final SparkSession spark;
  private final Catalog catalog;

  private LakeCatalog(SparkSession spark, Catalog catalog) {
    this.spark = spark;
    this.catalog = catalog;
  }

  /**
   * Opens a catalog.
   *
   * @param name {@code spark.sql.catalog.<name>} configures it
   * @throws InvalidConfigurationException if Iceberg is not on the class path, or the name is not that of a catalog of
   *     Iceberg's
   */
  public static LakeCatalog open(SparkSession spark, String name) {
    IcebergLibrary.check(spark);
    try {
      return new LakeCatalog(spark, Spark3Util.loadIcebergCatalog(spark, name));
    } catch (Exception e) {
      // Spark throws checked exceptions without declaring them
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "sluice.dataset.catalog",
          name,
          "is not a catalog of Iceberg tables in Spark's configuration: " + e.getMessage(),
          "Set spark.sql.catalog." + name + " = org.apache.iceberg.spark.SparkCatalog, and its type and warehouse.")));
    }
  }

  /**
   * Opens the table of a DynamoDB table, or creates it without rows.
   *
   * @param items the columns of its items, with type tags, for a new table
   * @throws dev.sluice.failure.ResourceUnavailableException if there is a table of another identity
   */
  public LakeTable table(
      LakeName name, LakeIdentity identity, LakeLayout layout, StructType items) {
    Table table = catalog.tableExists(name.identifier())
        ? catalog.loadTable(name.identifier())
        : created(name, identity, layout, items);
    table.refresh();
    identity.mustBeThatOf(name, table.properties());
    return new LakeTable(spark, name, table, layout);
  }

  private Table created(LakeName name, LakeIdentity identity, LakeLayout layout, StructType items) {
    StructType columns = LakeColumns.ofItems(items);
    LakeTable.checkKeys(columns, layout.keys());
    Schema schema = identified(
        SparkSchemaUtil.convert(LakeColumns.ofTable(columns, layout.keys())), layout.keys());
    Map<String, String> properties = new HashMap<>(identity.properties());
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(TableProperties.MIN_SNAPSHOTS_TO_KEEP, MIN_SNAPSHOTS);
    createNamespace(name);
    try {
      return catalog
          .buildTable(name.identifier(), schema)
          .withPartitionSpec(spec(schema, layout))
          .withProperties(properties)
          .create();
    } catch (AlreadyExistsException e) {
      // another holder of the run was first
      return catalog.loadTable(name.identifier());
    }
  }

  private void createNamespace(LakeName name) {
    Namespace namespace = name.identifier().namespace();
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (AlreadyExistsException e) {
        // then it is there
        return;
      }
    }
  }

  private static Schema identified(Schema schema, List<String> keys) {
    Set<Integer> ids =
        keys.stream().map(key -> schema.findField(key).fieldId()).collect(Collectors.toSet());
    return new Schema(schema.columns(), ids);
  }

  private static PartitionSpec spec(Schema schema, LakeLayout layout) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    return layout.day() == null
        ? spec.bucket(layout.keys().get(0), BUCKETS).build()
        : spec.identity(LakeColumns.DAY).build();
  }
}
