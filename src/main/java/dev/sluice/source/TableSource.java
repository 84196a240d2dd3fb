package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.scan.Segmentation;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Earlier;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.table.TableDescription;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table looked at once, for stages that need more than its rows: its description, and what the sample saw. */
public final class TableSource {
  private static final Logger LOG = LoggerFactory.getLogger(TableSource.class);

  private final Map<String, String> options;
  private final TableHandle handle;

  /** By which it was cut into pieces; until then, as DynamoDB tells it. */
  private final RoughSize size;

  private TableSource(Map<String, String> options, TableHandle handle, RoughSize size) {
    this.options = Map.copyOf(options);
    this.handle = handle;
    this.size = size;
  }

  /**
   * Describes the table and takes the sample.
   *
   * @param options as for {@code format("sluice")}
   * @throws dev.sluice.failure.InvalidConfigurationException for wrong options
   * @throws dev.sluice.failure.ResourceUnavailableException where the table cannot be used
   */
  public static TableSource open(Map<String, String> options) {
    return open(options, ItemVisitor.NONE);
  }

  /**
   * Likewise.
   *
   * @param watch sees the items of the sample
   */
  public static TableSource open(Map<String, String> options, ItemVisitor watch) {
    TableHandle handle = TableHandle.open(SourceOptions.of(options), watch);
    TableSource source = new TableSource(options, handle, RoughSize.told(handle));
    source
        .unseenTtlAttribute()
        .ifPresent(name -> LOG.warn(
            "Table {}: no sampled item has {}, the TTL attribute of the configuration: none counts as expired",
            source.description().name(),
            name));
    return source;
  }

  public TableDescription description() {
    return handle.description();
  }

  public StructType schema() {
    return handle.schema();
  }

  /** How kinds of item are told apart, where the options ask for it; the rows have the item itself then, as their last column. */
  public Optional<EntityDiscriminator> entityBy() {
    return handle.entityBy();
  }

  /** Empty where the options gave the schema. */
  public Optional<Discovered> discovered() {
    return handle.discovered();
  }

  /**
   * The same table, whose columns go on from those of an earlier snapshot. Where the options gave the schema, it stays.
   *
   * @param kinds of item, likewise
   */
  public TableSource widened(Earlier earlier, Map<String, Earlier> kinds) {
    return new TableSource(options, handle.widened(earlier, kinds), size);
  }

  /** The same table with these columns. */
  public TableSource having(StructType columns) {
    return new TableSource(options, handle.having(columns), size);
  }

  /** Read units a second that a scan may take, over all its readers; 0: no limit, which only an emulator gets. */
  public double unitsPerSecond() {
    return handle.limit().unitsPerSecond();
  }

  /** What the sample says of its items; empty where the options gave the schema. */
  public Optional<SampleTraits> traits() {
    return handle.traits();
  }

  /** How much there is to read; counts a part of the table where DynamoDB does not tell. Empty where nothing tells. */
  public Optional<TableSize> size() {
    return TableSize.of(handle);
  }

  /** The TTL attribute that the options name, where no item of the sample has it. */
  public Optional<String> unseenTtlAttribute() {
    return Optional.ofNullable(handle.options().ttlAttribute())
        .filter(name -> handle.discovered().isPresent())
        .filter(name -> !Arrays.asList(schema().fieldNames()).contains(name));
  }

  /** Why DynamoDB's count of the items cannot be true any more; empty where it may be. */
  public Optional<String> contradiction() {
    return TableSize.contradiction(handle);
  }

  /** The index that was asked for in the table's place. */
  public Optional<String> index() {
    return Optional.ofNullable(handle.options().index());
  }

  /** Whether the table, or its index, has read capacity that is paid by the hour. */
  public boolean provisioned() {
    return handle.description().capacityOf(handle.options().index()).provisioned() != null;
  }

  /**
   * What each way to read it would take: by Scan, by Query, by export. Of a table that is {@linkplain #inPieces() cut}.
   *
   * @param way that a run takes
   * @param filtered whether not all items are wanted
   */
  public List<Forecast> forecasts(AccessPath way, Optional<TableSize> size, boolean filtered) {
    return Forecast.of(handle, consumedReadUnits(), cut(), way, size, filtered);
  }

  private Segmentation cut() {
    SourceOptions own = SourceOptions.of(options);
    return new Segmentation(own.segments(), own.tasks());
  }

  /** Items of what is read, the table or its index, as DynamoDB tells it: up to six hours old, 0 where it is young. */
  public long itemCount() {
    return handle.description().itemCountOf(handle.options().index());
  }

  /** Likewise, its bytes. */
  public long sizeBytes() {
    return handle.description().sizeBytesOf(handle.options().index());
  }

  public boolean consistentRead() {
    return handle.options().consistentRead();
  }

  /**
   * Describes the table; no sample is taken.
   *
   * @param schema the columns, as an earlier look at the table had them
   */
  public static TableSource open(Map<String, String> options, StructType schema) {
    Map<String, String> all = new HashMap<>(options);
    all.put(SourceOption.SCHEMA_JSON.key(), schema.json());
    return open(all);
  }

  /**
   * The same table, whose rows come piece by piece, so that a scan can be resumed. Counts a small part of the table where
   * DynamoDB tells too little of its size.
   */
  public TableSource inPieces() {
    RoughSize found = RoughSize.of(handle);
    Segmentation pieces = handle.pieces(found.bytes());
    return cut(pieces.segments(), pieces.tasks(), found);
  }

  /** Read units that looking at the table has consumed: the sample's, and those of {@link #inPieces}. */
  public double consumedReadUnits() {
    return handle.discovered().map(Discovered::consumedReadUnits).orElse(0.0)
        + size.consumedReadUnits();
  }

  /** The same table, whose rows come in this many segments and input partitions. */
  public TableSource cut(int segments, int tasks) {
    return cut(segments, tasks, size);
  }

  private TableSource cut(int segments, int tasks, RoughSize found) {
    Map<String, String> all = new HashMap<>(options);
    all.put(SourceOption.SEGMENTS.key(), Integer.toString(Math.max(1, segments)));
    all.put(SourceOption.TASKS.key(), Integer.toString(Math.max(1, tasks)));
    return new TableSource(all, handle, found);
  }

  /**
   * The same table, read on from there.
   *
   * @param positions of each input partition, in order, as {@link ScanTally.Mark} has them
   */
  public TableSource from(List<String> positions) {
    Map<String, String> all = new HashMap<>(options);
    all.put(SourceOption.POSITIONS.key(), SourceOptions.texts(positions));
    return new TableSource(all, handle, size);
  }

  /** What DynamoDB calls the table's incarnation now. */
  public String currentId() {
    return TableHandle.describe(handle.options()).id();
  }

  /** Read units that a range may take before its reading is recorded: twice what ranges take on average. */
  public double chunkUnits(int ranges) {
    return handle.chunkUnits(ranges, size.bytes().orElse(0));
  }

  /** The table's items; no second sample is taken. */
  public Dataset<Row> rows(SparkSession spark) {
    return load(spark, Map.of());
  }

  /**
   * The table's items but those past their TTL, if the table has one.
   *
   * @param epochSeconds the instant that decides
   * @throws ResourceUnavailableException where nobody tells whether it has
   */
  public Dataset<Row> rowsUnexpiredAt(SparkSession spark, long epochSeconds) {
    if (!handle.description().timeToLive().isKnown()) {
      throw new ResourceUnavailableException(
          "table " + description().name()
              + ": access denied: dynamodb:DescribeTimeToLive, which tells what"
              + " items have expired",
          "Grant it, as `sluice init` prints, or name the attribute in sluice.source.ttl-attribute (of source.table),"
              + " or set sluice.source.skip-expired = false to keep expired items.");
    }
    String ttl = handle.description().ttlAttribute();
    return load(
        spark,
        ttl == null
            ? Map.of()
            : Map.of(
                SourceOption.TTL_ATTRIBUTE.key(),
                ttl,
                SourceOption.EXPIRED_AT.key(),
                Long.toString(epochSeconds)));
  }

  private Dataset<Row> load(SparkSession spark, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(more);
    StructType columns =
        handle.entityBy().isEmpty() ? handle.schema() : ColumnMetadata.withItem(handle.schema());
    all.put(SourceOption.SCHEMA_JSON.key(), columns.json());
    all.put(SourceOption.UNITS_SPENT.key(), Double.toString(handle.account().spent()));
    return spark.read().format("sluice").options(all).load();
  }
}
