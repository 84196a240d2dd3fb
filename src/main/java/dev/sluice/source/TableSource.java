package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ChunkSizes;
import dev.sluice.access.Expiry;
import dev.sluice.access.Forecast;
import dev.sluice.access.ReadPlan;
import dev.sluice.access.ReadSettings;
import dev.sluice.access.RoughSize;
import dev.sluice.access.SampleTraits;
import dev.sluice.access.TableProbe;
import dev.sluice.access.TableProbes;
import dev.sluice.access.TableSample;
import dev.sluice.access.TableSize;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.scan.Segmentation;
import dev.sluice.schema.ChangeColumns;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Earlier;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;

/**
 * A table that is described once and read as often as needed, for stages that need more than its rows: its description,
 * the findings of the sample, and the plan of the read.
 */
public final class TableSource {
  private static final Logger LOG = LoggerFactory.getLogger(TableSource.class);

  private final TableProbe probe;

  /** The size by which the table was divided into chunks; before that, DynamoDB's. */
  private final RoughSize size;

  /** The segments and tasks of a Scan, each 0 if not decided. */
  private final Segmentation cut;

  private final List<String> positions;

  private TableSource(TableProbe probe, RoughSize size, Segmentation cut, List<String> positions) {
    this.probe = probe;
    this.size = size;
    this.cut = cut;
    this.positions = positions;
  }

  /**
   * Parses settings from options of {@code format("sluice")}.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException naming every wrong option
   */
  public static ReadSettings settings(Map<String, String> options) {
    return OptionParser.read(options).read();
  }

  /**
   * Describes the table, and samples it unless the settings give the schema.
   *
   * @throws InvalidConfigurationException if the index cannot answer the read, or it is one of changes
   * @throws ResourceUnavailableException if the table cannot be used
   */
  public static TableSource open(ReadSettings settings) {
    return open(settings, ItemVisitor.NONE);
  }

  /**
   * Describes and samples the table with a visitor.
   *
   * @param visitor sees the items of the sample
   */
  public static TableSource open(ReadSettings settings, ItemVisitor visitor) {
    TableProbe probe = TableProbes.open(settings, visitor);
    checkItems(probe);
    TableSource source = new TableSource(
        probe, RoughSize.reported(probe), new Segmentation(settings.segments(), 0), List.of());
    source
        .unseenTtlAttribute()
        .ifPresent(name -> LOG.warn(
            "Table {}: no sampled item has {}, the TTL attribute of the configuration: none counts as expired",
            source.description().name(),
            name));
    return source;
  }

  /**
   * Describes the source of a table's changes, and samples it unless the settings give the columns of the items.
   *
   * @throws InvalidConfigurationException if it has items, not changes
   */
  public static TableSource openChanges(ReadSettings settings) {
    TableProbe probe = TableProbes.open(settings, ItemVisitor.NONE);
    if (!probe.readsChanges()) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          ReadSettings.EXPORT_PATH,
          String.valueOf(settings.export()),
          "is a full export, which has items and no changes",
          "Name an incremental export.")));
    }
    return open(probe);
  }

  /** Describes a table, or the source of its changes, as the settings name it. */
  public static TableSource openAny(ReadSettings settings) {
    return open(TableProbes.open(settings, ItemVisitor.NONE));
  }

  private static TableSource open(TableProbe probe) {
    return new TableSource(
        probe,
        RoughSize.reported(probe),
        new Segmentation(probe.settings().segments(), 0),
        List.of());
  }

  /** Refuses changes: of them alone no stage could tell the items of the table. */
  private static void checkItems(TableProbe probe) {
    if (probe.readsChanges()) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          ReadSettings.EXPORT_PATH,
          String.valueOf(probe.settings().export()),
          "is an incremental export, and changes are no snapshot of the table",
          "Name a full export. Changes are read in Spark:"
              + " spark.read().format(\"sluice\").option(\"export-path\", …).")));
    }
  }

  /**
   * Describes the table without taking a sample.
   *
   * @param schema the columns that an earlier sample found
   */
  public static TableSource open(ReadSettings settings, StructType schema) {
    return open(settings.having(schema));
  }

  /** Returns the access path of rows that come from one read of this source. Sends no request to DynamoDB. */
  public static AccessPath.Outline path(Dataset<Row> rows) {
    Iterator<LogicalPlan> leaves =
        rows.queryExecution().optimizedPlan().collectLeaves().iterator();
    while (leaves.hasNext()) {
      if (leaves.next() instanceof DataSourceV2ScanRelation relation
          && relation.scan() instanceof SluiceScan scan) {
        return scan.plan().path().outline();
      }
    }
    return AccessPath.Outline.NOTHING;
  }

  public TableDescription description() {
    return probe.description();
  }

  public StructType schema() {
    return probe.schema();
  }

  /**
   * Returns how entity types are distinguished; then the last column of the rows is the item itself. Empty if they are
   * not.
   */
  public Optional<EntityDiscriminator> entityBy() {
    return probe.entityBy();
  }

  /** Returns the columns that the sample found; empty if the settings gave the schema. */
  public Optional<Discovered> discovered() {
    return probe.discovered();
  }

  /** Returns the traits of the sample's items; empty if the settings gave the schema. */
  public Optional<SampleTraits> traits() {
    return probe.sample().map(TableSample::traits);
  }

  /**
   * Returns the same table with columns that continue those of an earlier snapshot. A schema given by the settings
   * stays unchanged.
   *
   * @param types the earlier columns of each entity type
   */
  public TableSource widened(Earlier earlier, Map<String, Earlier> types) {
    return new TableSource(probe.widened(earlier, types), size, cut, positions);
  }

  /** Returns the same table with these columns. */
  public TableSource having(StructType columns) {
    return new TableSource(probe.having(columns), size, cut, positions);
  }

  /**
   * Returns the same source of changes, of items with these columns.
   *
   * @param items with type tags
   */
  public TableSource ofItems(StructType items) {
    return having(ChangeColumns.of(items));
  }

  /** Returns the same source of changes; those that cannot be decoded are rows of nothing but their text, in a column. */
  public TableSource keeping(String unreadable) {
    return new TableSource(probe.keeping(unreadable), size, cut, positions);
  }

  /** Returns the read units a second that all tasks together may consume; 0: no limit, which only an emulator has. */
  public double unitsPerSecond() {
    return probe.limit().unitsPerSecond();
  }

  /**
   * Returns the size. Counts a part of the table if DynamoDB gives no usable size. Empty if the size cannot be found.
   */
  public Optional<TableSize> size() {
    return TableSize.of(probe);
  }

  /** Returns the TTL attribute of the settings if no item of the sample has it. */
  public Optional<String> unseenTtlAttribute() {
    return Optional.ofNullable(probe.settings().ttlAttribute())
        .filter(name -> probe.sample().isPresent())
        .filter(name -> !Arrays.asList(schema().fieldNames()).contains(name));
  }

  /** Returns why DynamoDB's number of items cannot be correct any more; empty if it may be. */
  public Optional<String> contradiction() {
    return TableSize.contradiction(probe);
  }

  /** Returns the index that is read instead of the table; empty if none is. */
  public Optional<String> index() {
    return Optional.ofNullable(probe.settings().index());
  }

  /**
   * Returns the expected cost of each access path to a table that is divided {@linkplain #inChunks() into chunks}.
   *
   * @param chosen the path that a run chooses
   * @param filtered whether there is a filter
   */
  public List<Forecast> forecasts(
      AccessPath.Outline chosen, Optional<TableSize> known, boolean filtered) {
    return Forecast.of(probe, consumedReadUnits(), cut, chosen, known, filtered);
  }

  /** Returns DynamoDB's number of items of the table or its index: up to six hours old, 0 if it is young. */
  public long itemCount() {
    return probe.itemCount();
  }

  /** Returns DynamoDB's size of the table or its index in bytes: up to six hours old, 0 if it is young. */
  public long sizeBytes() {
    return probe.sizeBytes();
  }

  /**
   * Returns the same table, divided so that its read can be resumed. Counts a small part of the table if DynamoDB gives
   * no usable size.
   */
  public TableSource inChunks() {
    RoughSize found = RoughSize.of(probe);
    if (probe.export().isPresent()) {
      return new TableSource(probe, found, cut, positions);
    }
    Segmentation chunks = new ChunkSizes(probe.settings()).cut(found.bytes());
    return new TableSource(probe, found, chunks, positions);
  }

  /** Returns the same table, read in this number of segments (or Queries) and tasks. */
  public TableSource cut(int segments, int tasks) {
    return new TableSource(
        probe, size, new Segmentation(Math.max(1, segments), Math.max(1, tasks)), positions);
  }

  /**
   * Returns the same table, resumed at these positions.
   *
   * @param resumeAt the position of each task, in order, as in {@link ScanTally.Mark}
   */
  public TableSource from(List<String> resumeAt) {
    return new TableSource(probe, size, cut, List.copyOf(resumeAt));
  }

  /** Returns the read units that the sample and {@link #inChunks} have consumed. */
  public double consumedReadUnits() {
    return discovered().map(Discovered::consumedReadUnits).orElse(0.0) + size.consumedReadUnits();
  }

  /** Returns DynamoDB's present id of the table. It changes if the table is deleted and created again. */
  public String currentId() {
    return probe.currentId();
  }

  /**
   * Returns the read units after which a task records its progress: twice a task's average. Of an export they are those
   * of a Scan of the same items.
   */
  public double chunkUnits(int tasks) {
    return new ChunkSizes(probe.settings()).units(tasks, size.bytes().orElse(0));
  }

  /** Returns the point in time of the export that is read instead of the table; empty if none is. */
  public Optional<Instant> exportTime() {
    return probe.export().map(export -> export.summary().time());
  }

  /** Returns DynamoDB's id of the table whose export is read; empty if none is, or the export does not state it. */
  public Optional<String> exportedTableId() {
    return probe.export().flatMap(export -> Optional.ofNullable(export.summary().tableId()));
  }

  /** Returns the beginning of the window whose changes an incremental export has; empty if none is read. */
  public Optional<Instant> changesFrom() {
    return probe.export().flatMap(export -> Optional.ofNullable(export.summary().exportFromTime()));
  }

  /** Returns the table's items, or its changes. */
  public Dataset<Row> rows(SparkSession spark) {
    return load(spark, plan());
  }

  /**
   * Returns the table's items without those past their TTL, if the table has one.
   *
   * @param epochSeconds the instant with which the TTL attribute is compared
   * @throws ResourceUnavailableException if it cannot be found out whether the table has a TTL
   */
  public Dataset<Row> rowsUnexpiredAt(SparkSession spark, long epochSeconds) {
    if (!description().timeToLive().isKnown()) {
      throw new ResourceUnavailableException(
          "table " + description().name()
              + (probe.export().isPresent()
                  ? ": its export does not state which items have expired, and it does not exist any more, or"
                      + " dynamodb:DescribeTimeToLive is denied"
                  : ": access denied: dynamodb:DescribeTimeToLive, which shows which items have expired"),
          "Grant it, as `sluice init` prints, or name the attribute in sluice.source.ttl-attribute (of source.table),"
              + " or set sluice.source.skip-expired = false to keep expired items.");
    }
    Expiry expiry = new Expiry(description().ttlAttribute(), epochSeconds);
    return load(spark, plan().without(expiry));
  }

  /** Returns all of the table's items, those past their TTL too, even if the settings name its attribute. */
  public Dataset<Row> rowsWithExpired(SparkSession spark) {
    return load(spark, plan().without(Expiry.NEVER));
  }

  private Dataset<Row> load(SparkSession spark, ReadPlan plan) {
    return SluiceProvider.load(spark, PlannedRead.of(plan, probe));
  }

  private ReadPlan plan() {
    ReadPlan plan = probe.plan(cut.segments(), cut.tasks()).from(positions);
    return plan.entityBy().isEmpty() ? plan : plan.having(ColumnMetadata.withItem(plan.schema()));
  }
}
