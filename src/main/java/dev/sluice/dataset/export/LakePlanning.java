package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeColumns;
import dev.sluice.dataset.lake.LakeRead;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.layout.TableSchemas;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.store.Json;
import dev.sluice.schema.Discovered;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Plans tables that are kept in Iceberg: with the columns that their Iceberg tables have or will have.
 *
 * @param afresh whether tables that are read as a whole are loaded afresh, with the columns of their items alone
 */
record LakePlanning(SparkSession spark, LakeSettings settings, boolean afresh) {
  /** Returns whether a source has changes, and not items. */
  static boolean hasChanges(TableSource source) {
    return source.changesFrom().isPresent();
  }

  /**
   * Returns a source of items with the columns that are read for the Iceberg table.
   *
   * @param name the table's name in the run
   * @throws dev.sluice.failure.ResourceUnavailableException if the Iceberg table is another's, or was loaded otherwise
   */
  TableSource continued(String name, TableRead read, TableSource source) {
    TableDescription table = source.description();
    LakeRead wanted = new LakeReads(settings).of(read, name, table);
    LakeCatalog catalog = LakeCatalog.open(spark, wanted.name(), settings.warehouse());
    StructType found = wanted.kept(source.schema());
    catalog.mustFit(wanted, table.arn(), tableId(source), found, afresh);
    StructType columns =
        afresh ? LakeColumns.ofItems(found) : catalog.continued(wanted.name(), found);
    wanted.checkFilter(spark, columns);
    return source.having(columns);
  }

  /** Returns DynamoDB's id of the table; empty if an export does not state it. */
  static String tableId(TableSource source) {
    return source.exportTime().isPresent()
        ? source.exportedTableId().orElse("")
        : source.description().id();
  }

  /**
   * Plans a table of which changes are read.
   *
   * @param name the table's name in the run
   */
  RunPlan.Table ofChanges(String name, TableRead read, TableSource source) {
    TableDescription table = source.description();
    LakeRead wanted = new LakeReads(settings).of(read, name, table);
    LakeCatalog catalog = LakeCatalog.open(spark, wanted.name(), settings.warehouse());
    StructType found = source.discovered().map(Discovered::schema).orElseGet(StructType::new);
    // a window's few items need not have all columns
    StructType columns = catalog.continued(wanted.name(), wanted.kept(found));
    TableSchema schema = new TableSchemas(source, List.of(), Optional.empty()).of(columns);
    return new RunPlan.Table(
        name,
        table.arn(),
        table.id(),
        table.keys().stream().map(TableDescription.Key::name).toList(),
        AccessPath.Kind.EXPORT,
        null,
        1,
        1,
        0,
        Json.tree(columns.json()),
        0,
        Json.tree(schema));
  }

  /** Opens a table of which changes are read. */
  static OpenTable opened(
      TableRead read,
      TableSource source,
      RunPlan.Table plan,
      TableSchema recorded,
      StructType columns) {
    return new OpenTable(
        read, source, plan, recorded, columns, new Shape(columns, null, null), from -> {
          throw new IllegalStateException("the Iceberg table has the rows");
        });
  }
}
