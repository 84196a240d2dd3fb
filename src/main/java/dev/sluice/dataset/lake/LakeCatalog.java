package dev.sluice.dataset.lake;

import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A catalog of Iceberg tables that Spark's configuration names. */
public final class LakeCatalog {
  private final SparkSession spark;
  private final Catalog catalog;

  private LakeCatalog(SparkSession spark, Catalog catalog) {
    this.spark = spark;
    this.catalog = catalog;
  }

  /**
   * Opens the catalog of some tables.
   *
   * @param warehouse the folder of a catalog that needs no configuration; null: it is configured
   * @throws InvalidConfigurationException if the name is not that of a catalog of Iceberg's
   */
  public static LakeCatalog open(SparkSession spark, LakeName table, @Nullable String warehouse) {
    LakeSettings.configure(spark, table.catalog(), warehouse);
    return open(spark, table.catalog());
  }

  /**
   * Opens a catalog.
   *
   * @param name {@code spark.sql.catalog.<name>} configures it
   * @throws InvalidConfigurationException if the name is not that of a catalog of Iceberg's
   */
  public static LakeCatalog open(SparkSession spark, String name) {
    try {
      // Spark looks its configuration up in the thread's session
      return new LakeCatalog(
          spark, spark.withActive(() -> Spark3Util.loadIcebergCatalog(spark, name)));
    } catch (Exception e) {
      // Spark throws checked exceptions without declaring them
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "sluice.dataset.catalog",
          name,
          "is not a catalog of Iceberg tables in Spark's configuration: " + e.getMessage(),
          "Set spark.sql.catalog." + name
              + " = org.apache.iceberg.spark.SparkCatalog, and its type and warehouse.")));
    }
  }

  SparkSession spark() {
    return spark;
  }

  /**
   * Opens the table of a DynamoDB table, or creates it without rows.
   *
   * @param items the columns of its items, with type tags, for a new table
   * @param afresh whether the table is opened to be loaded afresh, and may be of another identity till then
   * @throws ResourceUnavailableException if there is a table that is not this one's
   */
  public LakeTable table(
      LakeName name, LakeIdentity identity, LakeLayout layout, StructType items, boolean afresh) {
    Table table = catalog.tableExists(name.identifier())
        ? catalog.loadTable(name.identifier())
        : created(name, TableForm.of(identity, layout, items));
    table.refresh();
    mustFit(name, identity, table, afresh);
    return new LakeTable(spark, name, table, catalog, identity, layout);
  }

  /**
   * Checks that the table of a read can be continued, or made, before the items are read.
   *
   * @param tableId DynamoDB's id of the table that is read; empty if it is not known
   * @param items the columns of its items, with type tags
   * @param afresh whether the table is to be loaded afresh, and may be of another read
   * @throws dev.sluice.failure.ResourceUnavailableException if it is another's, or its rows could not be told by their key
   */
  public void mustFit(
      LakeRead read, String tableArn, String tableId, StructType items, boolean afresh) {
    LakeIdentity identity = read.identity(tableArn, tableId);
    boolean isThere = catalog.tableExists(read.name().identifier());
    if (isThere) {
      Table table = catalog.loadTable(read.name().identifier());
      table.refresh();
      mustFit(read.name(), identity, table, afresh);
    }
    if (!isThere || afresh) {
      TableForm.of(identity, read.layout(), items);
    }
  }

  private static void mustFit(LakeName name, LakeIdentity identity, Table table, boolean afresh) {
    if (afresh) {
      identity.mustBeOfTable(name, table.properties());
    } else {
      identity.mustBeThatOf(name, table.properties());
    }
  }

  /**
   * Returns the position of a table; empty if there is none, or it was not loaded yet.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it is not known any more
   */
  public Optional<LakePosition> position(LakeName name) {
    return catalog.tableExists(name.identifier())
        ? LakeHistory.of(catalog.loadTable(name.identifier())).last().map(LakeCommit::position)
        : Optional.empty();
  }

  /**
   * Returns the time up to which exports have brought a table.
   *
   * @throws ResourceUnavailableException if it was not loaded yet, or a Stream keeps it
   */
  public Instant exportedUntil(LakeName name) {
    return position(name)
        .map(ExportWindow::at)
        .orElseThrow(() -> new ResourceUnavailableException(
            "Iceberg table " + name + " is not loaded any more",
            "Start another run, which loads it."));
  }

  /** Returns the columns that a table will have of items when these are found, whether it exists or not. */
  public StructType continued(LakeName name, StructType found) {
    if (!catalog.tableExists(name.identifier())) {
      return LakeColumns.ofItems(found);
    }
    Table table = load(name);
    return WiderColumns.of(LakeColumns.items(SparkSchemaUtil.convert(table.schema())), found);
  }

  /** Returns a table that exists, as it is now. */
  Table load(LakeName name) {
    Table table = catalog.loadTable(name.identifier());
    table.refresh();
    return table;
  }

  /** Lets Spark, whose catalog keeps tables, read the metadata of a table again. */
  void invalidate(LakeName name) {
    catalog.invalidateTable(name.identifier());
  }

  /**
   * Checks that a table has a snapshot.
   *
   * @throws ResourceUnavailableException if it has expired, or the table does not exist
   */
  void mustHave(LakeName name, long snapshotId) {
    boolean exists = catalog.tableExists(name.identifier());
    if (!exists || load(name).snapshot(snapshotId) == null) {
      throw new ResourceUnavailableException(
          exists
              ? "Iceberg table " + name + " has no snapshot " + snapshotId + " any more: it has expired"
              : "Iceberg table " + name + " does not exist",
          "Give the --run-id of a later run. Each run's snapshot has a tag, sluice-<run-id>, which keeps it.");
    }
  }

  /** Returns the columns of the items in a snapshot of a table, with type tags. */
  public StructType columns(LakeName name, long snapshotId) {
    Table table = load(name);
    return LakeColumns.items(SparkSchemaUtil.convert(SnapshotUtil.schemaFor(table, snapshotId)));
  }

  /** Returns whether a table has a snapshot. */
  public boolean has(LakeName name, long snapshotId) {
    Table table = catalog.loadTable(name.identifier());
    table.refresh();
    return table.snapshot(snapshotId) != null;
  }

  /**
   * Returns the days in which two snapshots of a table may have different rows; empty if they cannot be told, because one
   * has expired or the table is not divided by day.
   */
  public Optional<DaySpans> changed(LakeName name, long from, long to) {
    return ChangedDays.between(catalog.loadTable(name.identifier()), from, to);
  }

  /**
   * Returns the days in which rows may have changed by some commits; empty if they cannot be told, as after the first load,
   * or of a table that is not divided by day.
   *
   * @param commits of a run, oldest first
   */
  public Optional<DaySpans> changedBy(LakeName name, List<LakeCommit> commits) {
    Table table = catalog.loadTable(name.identifier());
    table.refresh();
    long last = commits.get(commits.size() - 1).snapshotId();
    return Optional.ofNullable(table.snapshot(commits.get(0).snapshotId()))
        .flatMap(first -> Optional.ofNullable(first.parentId()))
        .flatMap(before -> ChangedDays.between(table, before, last));
  }

  private Table created(LakeName name, TableForm form) {
    createNamespace(name);
    try {
      return catalog
          .buildTable(name.identifier(), form.schema())
          .withPartitionSpec(form.spec())
          .withProperties(form.properties())
          .create();
    } catch (AlreadyExistsException e) {
      // another holder of the run was first
      return catalog.loadTable(name.identifier());
    }
  }

  /** By Spark, whose catalog knows namespaces: Iceberg's, which keeps tables, hides them. */
  private void createNamespace(LakeName name) {
    spark.sql("CREATE NAMESPACE IF NOT EXISTS " + name.namespaceSql());
  }
}
