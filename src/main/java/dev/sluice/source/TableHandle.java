package dev.sluice.source;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.scan.Segmentation;
import dev.sluice.scan.TableScan;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Discovery;
import dev.sluice.schema.Earlier;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.schema.NumberMapping;
import dev.sluice.table.Clients;
import dev.sluice.table.TableDescription;
import dev.sluice.table.Tables;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table that was looked at: its description, how fast it may be read, and its columns.
 *
 * @param account what this read may take: its sample and its scan together
 * @param discovered empty where the schema was given
 * @param traits of the sample's items; empty likewise
 */
record TableHandle(
    SourceOptions options,
    TableDescription description,
    ReadLimit limit,
    ReadBudget account,
    StructType schema,
    Optional<Discovered> discovered,
    Optional<SampleTraits> traits) {

  /** Of a budget the sample takes one part in so many. */
  private static final double SAMPLES_SHARE = 4;

  /** Less is not worth a file. */
  private static final long MIN_CHUNK_BYTES = 64L << 20;

  static TableHandle open(SourceOptions options) {
    return open(options, ItemVisitor.NONE);
  }

  /**
   * The table, as the options say.
   *
   * @param watch sees the items of the sample, if one is taken
   */
  static TableHandle open(SourceOptions options, ItemVisitor watch) {
    return open(options, Optional.ofNullable(options.schema()), watch);
  }

  /**
   * The table, with all its columns stated; no sample is taken.
   *
   * @throws InvalidConfigurationException where values could get lost, or are of types that DynamoDB has not
   */
  static TableHandle open(SourceOptions options, StructType schema) {
    return open(options, Optional.of(DeclaredColumns.whole(schema, "schema")), ItemVisitor.NONE);
  }

  private static TableHandle open(
      SourceOptions options, Optional<StructType> schema, ItemVisitor watch) {
    TableDescription description = describe(options);
    checkIndex(options, description);
    ReadCapacities capacities = new ReadCapacities(options, description);
    ReadLimit limit = capacities.limit();
    ReadBudget account = capacities.account(limit);
    if (schema.isPresent()) {
      return new TableHandle(
          options, description, limit, account, schema.get(), Optional.empty(), Optional.empty());
    }
    SampleTraits traits = traits(options, description);
    TableScan sample = scan(options, List.of(), account);
    Discovered discovered = Discovery.discover(
        sample,
        description,
        options.sampleItems(),
        sampleUnits(options),
        options.numbers(),
        options.declared(),
        entityBy(options, description).orElse(null),
        options.indexNeeds().attribute(),
        traits.and(watch));
    return new TableHandle(
        options,
        description,
        limit,
        account,
        discovered.schema(),
        Optional.of(discovered),
        Optional.of(traits));
  }

  /** The attributes that a sample of the table finds, each of the DynamoDB type that it has. */
  static StructType attributes(SourceOptions options) {
    TableDescription description = describe(options);
    ReadCapacities capacities = new ReadCapacities(options, description);
    return Discovery.discover(
            scan(options, List.of(), capacities.account(capacities.limit())),
            description,
            options.sampleItems(),
            Double.POSITIVE_INFINITY,
            NumberMapping.EXACT,
            DeclaredColumns.NONE,
            null,
            null,
            traits(options, description))
        .schema();
  }

  /** The same, with these columns. */
  TableHandle having(StructType columns) {
    return new TableHandle(options, description, limit, account, columns, discovered, traits);
  }

  /** The same, with columns that go on from earlier ones; where the schema was given, it stays. */
  TableHandle widened(Earlier earlier, Map<String, Earlier> kinds) {
    return discovered
        .map(found -> found.widened(
            description.keys(), options.numbers(), options.declared(), earlier, kinds))
        .map(found -> new TableHandle(
            options, description, limit, account, found.schema(), Optional.of(found), traits))
        .orElse(this);
  }

  /** The sample leaves a budget's most for the scan, though that is less than all the items asked for. */
  private static double sampleUnits(SourceOptions options) {
    Long units = options.maxUnits();
    return units == null
        ? Double.POSITIVE_INFINITY
        : Math.max(0, units - options.unitsSpent()) / SAMPLES_SHARE;
  }

  private static SampleTraits traits(SourceOptions options, TableDescription table) {
    String partitionKey = table.keysOf(options.index()).partition().get(0).name();
    Expiry expiry = new Expiry(table.ttlAttribute(), Instant.now().getEpochSecond());
    return new SampleTraits(expiry, partitionKey);
  }

  /** How kinds of item are told apart, if they are. */
  Optional<EntityDiscriminator> entityBy() {
    return entityBy(options, description);
  }

  /** Of a key, whole values would be as many kinds as there are items. */
  private static Optional<EntityDiscriminator> entityBy(
      SourceOptions options, TableDescription table) {
    return Optional.ofNullable(options.entityBy()).map(attribute -> {
      boolean key = table.keys().stream().anyMatch(k -> k.name().equals(attribute));
      return new EntityDiscriminator(attribute, key ? options.entitySeparator() : null);
    });
  }

  /** What a Scan and what Queries of an index would take; empty where it is not asked for, or not known. */
  Optional<AccessPathCost> wayUnits() {
    return discovered.flatMap(
        sample -> AccessPathCost.of(sizeBytes(), sample, options.indexNeeds()));
  }

  /** How fast an index of this table might be read in its place; none where that is not known. */
  ReadLimit limitOf(TableDescription.Index index) {
    boolean known = limit.equals(ReadLimit.NONE)
        || options.maxReadUnits() != null
        || description.capacityOf(index.name()).known().isPresent();
    return known ? new ReadCapacities(options, description).limitOf(index.name()) : ReadLimit.NONE;
  }

  /**
   * Attributes by which items are told that come twice; empty where none does. Keys of an index change, and an item may
   * move from one Query into another, or ahead in one; the table's own keys stay as they are.
   */
  List<String> repeating(Pushdown pushdown) {
    return description.changingKeysOf(options.index()).isEmpty()
            || pushdown.queries().isEmpty()
        ? List.of()
        : description.keys().stream().map(TableDescription.Key::name).toList();
  }

  /** Of the index where one is read, else of the table. */
  TableDescription.KeySchema keys() {
    return description.keysOf(options.index());
  }

  /** The columns that the index has, where one is read; else all. To the index every other attribute seems missing. */
  StructType projected() {
    return projectedOr(new StructType());
  }

  /** Likewise, and the wanted ones whether the index has them or not. */
  StructType projectedOr(StructType wanted) {
    List<String> names = Arrays.asList(wanted.fieldNames());
    return new StructType(Arrays.stream(schema.fields())
        .filter(f -> ColumnMetadata.isItem(f) || isProjected(f.name()) || names.contains(f.name()))
        .toArray(StructField[]::new));
  }

  private boolean isProjected(String column) {
    return column.equals(ColumnMetadata.OVERFLOW)
        || Optional.ofNullable(options.index())
            .flatMap(description::index)
            .map(index -> index.projects(column, description.keys()))
            .orElse(true);
  }

  /**
   * On an index, columns must be projected, and so must what tells whether an item has expired, if that is asked.
   *
   * @throws InvalidConfigurationException where one is not
   */
  void checkProjected(StructType columns) {
    String ttl = options.ttlAttribute();
    if (ttl != null && !isProjected(ttl)) {
      throw invalid(
          SourceOption.INDEX.key(),
          String.valueOf(options.index()),
          "the index does not project " + ttl + ", by which expired items are told",
          "Let them pass (source.skip-expired = false), or read the table.");
    }
    List<String> missing = Arrays.stream(columns.fields())
        .filter(f -> !ColumnMetadata.isItem(f))
        .map(StructField::name)
        .filter(name -> !isProjected(name))
        .toList();
    if (!missing.isEmpty()) {
      throw invalid(
          SourceOption.INDEX.key(),
          String.valueOf(options.index()),
          "the index does not project " + missing,
          "Select only columns that it projects, or read the table.");
    }
  }

  /**
   * Where the user wants a Query, there must be one.
   *
   * @throws InvalidConfigurationException where the predicates give no key condition
   */
  void checkQuery(Pushdown pushdown) {
    if (options.kind() == ReadKind.QUERY && pushdown.queries().isEmpty()) {
      String wanted = keys().partition().stream()
          .map(key -> key.name() + " = … or " + key.name() + " IN (…)")
          .collect(Collectors.joining(", and "));
      throw invalid(
          SourceOption.KIND.key(),
          "query",
          "the filter has no condition " + wanted + " that a Query could take its key from",
          "Add one with literals of the column's own type, without OR around it, or let kind = scan.");
    }
  }

  /**
   * What to ask DynamoDB for.
   *
   * @param columns top-level attributes to fetch; empty: all
   */
  TableScan scan(List<String> columns) {
    return scan(options, columns, desk());
  }

  /** All of it, by the account of this read, at the driver. */
  TableScan sampling() {
    return scan(options, List.of(), account);
  }

  /** The same request without a capacity broker: for comparing reads, not for sending. */
  TableScan comparable(List<String> columns) {
    return scan(options, columns, CapacityBroker.UNLIMITED);
  }

  /** Where tasks, on whatever machine, take their turns. */
  private CapacityBroker desk() {
    boolean free = limit.equals(ReadLimit.NONE) && !options.bounded();
    return free ? CapacityBroker.UNLIMITED : CapacityEndpoint.ofApplication().open(account);
  }

  private static TableScan scan(
      SourceOptions options, List<String> columns, CapacityBroker capacity) {
    return new TableScan(
        options.aws(),
        options.table(),
        options.index(),
        options.consistentRead(),
        columns,
        capacity);
  }

  /** How a scan is cut up: as the options say, else by the cores of the active Spark session. */
  Segmentation segmentation() {
    Segmentation own = Segmentation.of(sizeBytes(), Cores.parallelism(), options.segments());
    return options.tasks() == 0
        ? own
        : new Segmentation(own.segments(), Math.min(own.segments(), options.tasks()));
  }

  /**
   * How a scan is cut up that is resumed piece by piece: a start that stops at its budget shall have finished most.
   *
   * @param sizeBytes empty: not known
   */
  Segmentation pieces(OptionalLong sizeBytes) {
    int cores = Cores.parallelism();
    return Segmentation.inPieces(
        sizeBytes, cores, options.segments(), 1 + bytesOfBudget() / (4L * cores));
  }

  /**
   * Read units of twice the bytes that such a range has on average; of a range of unknown size, of a segment's.
   *
   * @param sizeBytes of all of them; 0: not known
   */
  double chunkUnits(int ranges, long sizeBytes) {
    long mean = sizeBytes / Math.max(1, ranges);
    long bytes = Math.max(MIN_CHUNK_BYTES, 2 * mean);
    return (double) bytes / ReadUnitSize.bytesPerUnit(options.consistentRead());
  }

  /** Of the budget; infinite where there is none. */
  double unitsLeft() {
    Long units = options.maxUnits();
    return units == null ? Double.POSITIVE_INFINITY : Math.max(0, units - account.spent());
  }

  /** As DynamoDB tells it, of the index where one is read: up to six hours old, and 0 where it is young. */
  long sizeBytes() {
    return description.sizeBytesOf(options.index());
  }

  /** What the budget can read, at half a unit for 4 KB or at one. */
  private long bytesOfBudget() {
    Long units = options.maxUnits();
    long bytesAUnit = ReadUnitSize.bytesPerUnit(options.consistentRead());
    return units == null || units > Long.MAX_VALUE / bytesAUnit
        ? Long.MAX_VALUE
        : units * bytesAUnit;
  }

  /** The table's description alone. */
  static TableDescription describe(SourceOptions options) {
    try (DynamoDbClient client = Clients.dynamoDb(options.aws())) {
      return new Tables(client).describe(options.table(), options.ttlAttribute());
    }
  }

  private static void checkIndex(SourceOptions options, TableDescription table) {
    String name = options.index();
    if (name == null) {
      return;
    }
    TableDescription.Index index = table.index(name).orElseThrow(() -> noIndex(name, table));
    if (index.global() && options.consistentRead()) {
      throw invalid(
          SourceOption.CONSISTENT_READ.key(),
          "true",
          "a global index (" + name + ") has no consistent reads",
          "Read the table, or leave consistent-read off.");
    }
    List<String> missing = options.indexNeeds().needed().stream()
        .filter(path -> !index.projects(path, table.keys())
            && !index.projects(path.split("\\.", 2)[0], table.keys()))
        .toList();
    if (!missing.isEmpty()) {
      throw invalid(
          SourceOption.INDEX.key(),
          name,
          "the index does not project " + missing + ", which the figures are made of",
          "Read the table, or an index that projects them.");
    }
  }

  private static InvalidConfigurationException noIndex(String name, TableDescription table) {
    return invalid(
        SourceOption.INDEX.key(),
        name,
        "table " + table.name() + " has no such index",
        "It has " + table.indexes().stream().map(TableDescription.Index::name).toList() + ".");
  }

  private static InvalidConfigurationException invalid(
      String key, String value, String problem, String remedy) {
    return new InvalidConfigurationException(List.of(new ConfigError(key, value, problem, remedy)));
  }
}
