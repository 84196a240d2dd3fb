package dev.sluice.access;

import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.export.ExportLocation;
import dev.sluice.export.ExportSample;
import dev.sluice.export.PointInTimeExport;
import dev.sluice.scan.SampleParts;
import dev.sluice.scan.SampleSegments;
import dev.sluice.scan.Segmentation;
import dev.sluice.scan.TableScan;
import dev.sluice.scan.TwoSampleParts;
import dev.sluice.schema.ChangeColumns;
import dev.sluice.schema.Conformance;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.Discovered;
import dev.sluice.schema.Earlier;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.schema.NumberMapping;
import dev.sluice.schema.ParseMode;
import dev.sluice.schema.UserSchema;
import dev.sluice.table.Clients;
import dev.sluice.table.TableDescription;
import dev.sluice.table.TableStream;
import dev.sluice.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Everything that the driver knows about a table before reading it: the description, the columns, and the sample that
 * they come from. {@link #plan} decides the read.
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
  /**
   * Describes the table, and samples it unless the settings give the schema.
   *
   * @param visitor sees the items of the sample
   * @throws dev.sluice.failure.InvalidConfigurationException if the index cannot answer the read
   * @throws dev.sluice.failure.ResourceUnavailableException if the table cannot be used
   */
  public static TableProbe open(ReadSettings settings, ItemVisitor visitor) {
    return open(
        settings,
        (own, table, limit, parts) -> TableSample.take(own, table, limit, parts, visitor));
  }

  /**
   * Describes the table, and samples it unless the settings give the schema or the session has sampled it before ({@link
   * SessionSamples}). Items that are used again do not count against the budget.
   */
  public static TableProbe open(ReadSettings settings) {
    return open(settings, SessionSamples.ofSession()::sample);
  }

  private interface Sampling {
    TableSample sample(
        ReadSettings settings, TableDescription table, ReadLimit limit, SampleParts parts);
  }

  private static TableProbe open(ReadSettings settings, Sampling sampling) {
    ExportLocation location = settings.export();
    return location == null
        ? ofTable(settings, sampling)
        : ofExport(
            settings.with(settings.capacity().withoutBudget()),
            PointInTimeExport.open(location, settings.aws()),
            sampling);
  }

  private static TableProbe ofTable(ReadSettings settings, Sampling sampling) {
    TableDescription description = settings.describe();
    ReadChecks.index(settings, description);
    ReadCapacities capacities = new ReadCapacities(settings, description);
    ReadLimit limit = capacities.limit();
    ReadBudget budget = capacities.budget(limit, 0);
    return new TableProbe(
            settings,
            description,
            Optional.empty(),
            limit,
            budget,
            new StructType(),
            Optional.empty())
        .sampled(sampling, parts(settings, budget))
        .inStream();
  }

  /** Returns the parts of a sample: of a stream, its images and the table's items. */
  private static SampleParts parts(ReadSettings settings, ReadBudget budget) {
    SampleParts segments = segments(settings, budget);
    return settings.isStream()
        ? new TwoSampleParts(StreamColumns.images(settings.stream()), segments)
        : segments;
  }

  /** Returns the same with the columns that the stream can fill, if it is one. It consumes no read units. */
  private TableProbe inStream() {
    if (!settings.isStream()) {
      return this;
    }
    ReadSettings free = settings.with(settings.capacity().withoutBudget());
    return new TableProbe(
        free,
        description,
        export,
        ReadLimit.NONE,
        new ReadCapacities(free, description).budget(ReadLimit.NONE, 0),
        new StreamColumns(settings.stream().describe()).of(settings, schema),
        sample);
  }

  private static SampleParts segments(ReadSettings settings, ReadBudget budget) {
    return new SampleSegments(settings.scan(List.of(), budget), Discovered.SEGMENTS);
  }

  private static TableProbe ofExport(
      ReadSettings settings, PointInTimeExport export, Sampling sampling) {
    TableDescription description = new ExportedTable(settings, export).description();
    PointInTimeExport expiring = export.expiringBy(description.ttlAttribute());
    ReadBudget budget = new ReadCapacities(settings, description).budget(ReadLimit.NONE, 0);
    return new TableProbe(
            settings,
            description,
            Optional.of(expiring),
            ReadLimit.NONE,
            budget,
            new StructType(),
            Optional.empty())
        .sampled(sampling, new ExportSample(expiring, settings.aws()));
  }

  /** Returns the same with the columns that the settings give, or else a sample finds. */
  private TableProbe sampled(Sampling sampling, SampleParts parts) {
    StructType given = settings.columns().schema();
    if (given != null) {
      ReadChecks.keys(settings, description, given);
      return having(given);
    }
    return with(sampling.sample(settings, description, limit, parts));
  }

  private TableProbe with(TableSample found) {
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
   * Forgets the samples of a table, because its items have changed: the next {@link #open(ReadSettings)} samples it.
   *
   * @param table name or ARN
   */
  public static void forget(String table) {
    SessionSamples.forgetAll(table);
  }

  /**
   * Describes a table whose columns are all stated by a user.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException if values could be lost unnoticed, or no DynamoDB value
   *     has one of the types
   */
  public static TableProbe open(ReadSettings settings, StructType stated) {
    ReadSettings.Columns columns = settings.columns();
    return open(settings.with(columns.given(UserSchema.of(stated, "schema", columns.parse()))));
  }

  /** Returns the attributes that a sample of the table finds, with their DynamoDB types. */
  public static StructType attributes(ReadSettings settings) {
    TableDescription description = settings.describe();
    ReadCapacities capacities = new ReadCapacities(settings, description);
    ReadSettings plain = settings
        .with(settings.capacity().withoutBudget())
        .with(new ReadSettings.Columns(
            NumberMapping.EXACT, settings.columns().sampleItems(), DeclaredColumns.NONE, null));
    ReadLimit limit = capacities.limit();
    return SessionSamples.ofSession()
        .sample(plain, description, limit, segments(plain, capacities.budget(limit, 0)))
        .discovered()
        .schema();
  }

  /**
   * Returns the columns of the items that the images of a table's Stream have.
   *
   * @param settings the settings of a read of the Stream
   */
  public static StructType images(ReadSettings settings, TableStream stream) {
    ReadSettings free = settings.with(settings.capacity().withoutBudget());
    return TableSample.take(
            free,
            free.describe(),
            ReadLimit.NONE,
            settings.stream().sample(stream),
            ItemVisitor.NONE)
        .discovered()
        .schema();
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
