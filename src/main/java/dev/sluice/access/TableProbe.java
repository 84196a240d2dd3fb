package dev.sluice.access;

import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.export.PointInTimeExport;
import dev.sluice.scan.Segmentation;
import dev.sluice.scan.TableScan;
import dev.sluice.schema.ChangeColumns;
import dev.sluice.schema.Conformance;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Earlier;
import dev.sluice.schema.ParseMode;
import dev.sluice.table.Clients;
import dev.sluice.table.TableDescription;
import dev.sluice.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Everything that the driver knows about a table before reading it: the description, the columns, and the sample that
 * they come from, as {@link TableProbes} find them. {@link #plan} decides the read.
 *
 * @param export the export that is read instead of the table; empty: none
 * @param limit read units a second; no limit of an export, which consumes none
 * @param budget shared by the sample and the read
 * @param schema the columns, with type tags
 * @param sample empty if the schema was given
 */
public record TableProbe(
    ReadSettings settings,
    TableDescription description,
    Optional<PointInTimeExport> export,
    ReadLimit limit,
    ReadBudget budget,
    StructType schema,
    Optional<TableSample> sample) {
  /** Returns the same table with the columns that a sample found. */
  TableProbe with(TableSample found) {
    return new TableProbe(
        settings,
        description,
        export,
        limit,
        budget,
        columns(found.discovered().schema()),
        Optional.of(found));
  }

  /** Returns the columns of the rows. */
  private StructType columns(StructType items) {
    if (!readsChanges()) {
      return items;
    }
    ReadChecks.changes(settings);
    return ChangeColumns.of(items);
  }

  /** Returns whether the rows are changes of the table's items. */
  public boolean readsChanges() {
    return settings.isStream()
        || export.filter(found -> found.summary().isIncremental()).isPresent();
  }

  /**
   * Returns DynamoDB's present id of the table. It changes if the table is deleted and created again. That of an export
   * stays.
   */
  public String currentId() {
    if (export.isPresent()) {
      return description.id();
    }
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      return new Tables(client).incarnation(settings.table());
    }
  }

  /** Returns the same table with other columns. */
  public TableProbe having(StructType columns) {
    return new TableProbe(settings, description, export, limit, budget, columns, sample);
  }

  /** Returns the same changes; those that cannot be decoded are rows of nothing but their text, in a column of its own. */
  public TableProbe keeping(String unreadable) {
    StructType stated = schema.add(unreadable, DataTypes.StringType);
    ReadSettings.Columns own = settings.columns();
    ReadSettings keeping = settings.with(new ReadSettings.Columns(
        own.numbers(),
        own.sampleItems(),
        own.declared(),
        own.schema(),
        own.parse(),
        new Conformance(stated, ParseMode.PERMISSIVE, unreadable)));
    return new TableProbe(keeping, description, export, limit, budget, stated, sample);
  }

  /**
   * Returns the same table with columns that continue earlier ones. A schema that was given stays unchanged.
   *
   * @param types the earlier columns of each entity type
   */
  public TableProbe widened(Earlier earlier, Map<String, Earlier> types) {
    ReadSettings.Columns columns = settings.columns();
    return sample
        .map(found -> found.with(found
            .discovered()
            .widened(description.keys(), columns.numbers(), columns.declared(), earlier, types)))
        .map(this::with)
        .orElse(this);
  }

  /** Returns how entity types are distinguished; empty if they are not. */
  public Optional<EntityDiscriminator> entityBy() {
    return ReadPlan.entityBy(settings, description);
  }

  /** Returns the columns that the sample found; empty if the schema was given. */
  public Optional<Discovered> discovered() {
    return sample.map(TableSample::discovered);
  }

  /** Returns DynamoDB's size of the table or index in bytes: up to six hours old, 0 if it is young. */
  public long sizeBytes() {
    return description.sizeBytesOf(settings.index());
  }

  /** Returns DynamoDB's number of items of the table or index: up to six hours old, 0 if it is young. */
  public long itemCount() {
    return description.itemCountOf(settings.index());
  }

  /**
   * Returns the cost of a Scan and of Queries of an index; empty if the settings do not request it, or it is not known.
   */
  Optional<AccessPathCost> pathCost() {
    return discovered()
        .flatMap(found -> AccessPathCost.of(sizeBytes(), found, settings.indexNeeds()));
  }

  /** Returns the limit that would apply if an index were read instead of the table; no limit if it is not known. */
  ReadLimit limitOf(TableDescription.Index index) {
    boolean known = limit.equals(ReadLimit.NONE)
        || settings.capacity().maxReadUnits() != null
        || description.capacityOf(index.name()).known().isPresent();
    return known ? new ReadCapacities(settings, description).limitOf(index.name()) : ReadLimit.NONE;
  }

  /** Returns a request for all attributes, whose pages count against the budget. For the driver only. */
  TableScan sampling() {
    return settings.scan(List.of(), budget);
  }

  /** Returns the rest of the budget in read units; infinite if there is none. */
  double unitsLeft() {
    return Math.max(0, settings.capacity().budget() - budget.spent());
  }

  /**
   * Decides the read: that of the export, or a Scan, unless a filter later turns out to require keys.
   *
   * @param segments 0: as in the settings, else chosen by the table's size and the cores
   * @param tasks input partitions; 0: chosen by the table's size and the cores
   */
  public ReadPlan plan(int segments, int tasks) {
    AccessPath path = settings.isStream()
        ? new AccessPath.Stream()
        : export.map(found -> pathOf(found, tasks)).orElseGet(() -> scanned(segments, tasks));
    return new ReadPlan(
        settings,
        description,
        limit,
        schema,
        tasks,
        path,
        List.of(),
        readsChanges() ? Expiry.NEVER : Expiry.of(settings),
        budget.spent());
  }

  private static AccessPath pathOf(PointInTimeExport export, int tasks) {
    return tasks > 0 ? new AccessPath.Export(export, tasks) : AccessPath.Export.of(export);
  }

  private AccessPath scanned(int segments, int tasks) {
    int requested = segments > 0 ? segments : settings.segments();
    Segmentation cut = Segmentation.of(sizeBytes(), Cores.parallelism(), requested);
    return new AccessPath.Scan(settings.index(), cut.segments(), tasks > 0 ? tasks : cut.tasks());
  }
}
