package dev.sluice.access;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.export.ExportLocation;
import dev.sluice.scan.TableScan;
import dev.sluice.schema.Conformance;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.schema.ParseOptions;
import dev.sluice.schema.UserSchema;
import dev.sluice.stream.StreamSource;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.TableDescription;
import dev.sluice.table.Tables;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The settings of a read, as stated by a user of Spark or by the job. None of them depends on the table.
 *
 * @param table name or ARN; empty: that of {@code export}, which is not described
 * @param index a secondary index to read instead of the table; null: the table
 * @param autoIndex whether a secondary index is read instead of the table where it holds every row and attribute wanted,
 *     and costs fewer read units
 * @param kind {@link AccessPath.Kind#SCAN}, which becomes Queries if the filter requires keys, or {@link
 *     AccessPath.Kind#QUERY}: Queries only, or {@link AccessPath.Kind#EXPORT}, or {@link AccessPath.Kind#PITR}, before
 *     the export is there, or {@link AccessPath.Kind#AUTO}, before one of these is chosen, or {@link
 *     AccessPath.Kind#STREAM}
 * @param export the export that is read instead of the table; null: none
 * @param segments 0: chosen by the table's size and the cores
 * @param entityBy distinguishes entity types; its separator applies to a key attribute only; null: they are not
 *     distinguished
 * @param ttlAttribute the attribute (epoch seconds) that marks expired items; null: the one that DynamoDB names
 * @param expiredAt the instant in epoch seconds with which {@code ttlAttribute} is compared; null: now
 */
public record ReadSettings(
    AwsSettings aws,
    String table,
    @Nullable String index,
    boolean autoIndex,
    AccessPath.Kind kind,
    @Nullable ExportLocation export,
    int segments,
    boolean consistentRead,
    Capacity capacity,
    Columns columns,
    @Nullable EntityDiscriminator entityBy,
    IndexNeeds indexNeeds,
    @Nullable String ttlAttribute,
    @Nullable Long expiredAt)
    implements Serializable {
  /** The names of settings in messages of {@link ReadChecks}, as users of Spark and of the job write them. */
  public static final String INDEX = "index";

  /** The value of {@link #INDEX} that stands for {@link #autoIndex}. */
  public static final String AUTO_INDEX = "auto";

  public static final String KIND = "kind";
  public static final String EXPORT_PATH = "export-path";
  public static final String CONSISTENT_READ = "consistent-read";
  public static final String EXPIRED_AT = "expired-at";

  /**
   * Limits of a read.
   *
   * @param maxReadUnits read units a second; null: {@code percent} decides
   * @param percent percentage of the table's known read capacity, (0, 100]
   * @param maxUnits read units in total, including the sample; null: no budget
   * @param deadline the instant from which no page is requested; null: none
   */
  public record Capacity(
      @Nullable Long maxReadUnits,
      double percent,
      @Nullable Long maxUnits,
      @Nullable Instant deadline)
      implements Serializable {
    /** Half of the table's read capacity, without budget and deadline. */
    public static final Capacity USUAL = new Capacity(null, 50, null, null);

    /** Returns whether a budget or a deadline is set. */
    public boolean bounded() {
      return maxUnits != null || deadline != null;
    }

    /** Returns the budget in read units; infinite if there is none. */
    public double budget() {
      return maxUnits == null ? Double.POSITIVE_INFINITY : maxUnits;
    }

    /** Returns the same limits without a budget. */
    Capacity withoutBudget() {
      return new Capacity(maxReadUnits, percent, null, deadline);
    }
  }

  /**
   * The columns, as far as they are given.
   *
   * @param numbers the mapping of DynamoDB's numbers to column types
   * @param sampleItems the approximate number of items to sample for the columns' types
   * @param declared columns with stated types
   * @param schema all columns, with type tags; null: they are found by a sample
   * @param parse the options for a schema that a user gives
   * @param conformance what the user's schema admits; null: the columns are not given by a user
   */
  public record Columns(
      NumberMapping numbers,
      int sampleItems,
      DeclaredColumns declared,
      @Nullable StructType schema,
      ParseOptions parse,
      @Nullable Conformance conformance)
      implements Serializable {
    /** Columns found by a sample of 1000 items. */
    public static final Columns USUAL =
        new Columns(NumberMapping.EXACT, 1_000, DeclaredColumns.NONE, null);

    /** Returns columns that no user gives as a schema. */
    public Columns(
        NumberMapping numbers,
        int sampleItems,
        DeclaredColumns declared,
        @Nullable StructType schema) {
      this(numbers, sampleItems, declared, schema, ParseOptions.USUAL, null);
    }

    /** Returns the same with all columns given by a user. */
    public Columns given(UserSchema user) {
      return new Columns(numbers, sampleItems, declared, user.columns(), parse, user.conformance());
    }
  }

  /** Returns a Scan of the whole table with the usual limits. */
  public static ReadSettings of(AwsSettings aws, String table) {
    return new ReadSettings(
        aws,
        table,
        null,
        false,
        AccessPath.Kind.SCAN,
        null,
        0,
        false,
        Capacity.USUAL,
        Columns.USUAL,
        null,
        IndexNeeds.NONE,
        null,
        null);
  }

  /** Returns the same settings with other limits. */
  public ReadSettings with(Capacity other) {
    return new ReadSettings(
        aws,
        table,
        index,
        autoIndex,
        kind,
        export,
        segments,
        consistentRead,
        other,
        columns,
        entityBy,
        indexNeeds,
        ttlAttribute,
        expiredAt);
  }

  /** Returns the same settings for an export of the table. */
  public ReadSettings from(ExportLocation location) {
    return with(AccessPath.Kind.EXPORT, location);
  }

  /** Returns the same, read from the export of an ARN. */
  public ReadSettings fromExport(String arn) {
    return from(ExportLocation.parse(arn));
  }

  /** Returns the same settings for a Scan, or Queries if the filter requires keys. */
  public ReadSettings scanned() {
    return with(AccessPath.Kind.SCAN, null);
  }

  /** Returns the same settings for exports that are requested. */
  public ReadSettings requested() {
    return with(AccessPath.Kind.PITR, null);
  }

  /** Returns the same settings for the changes of the table's Stream. */
  public ReadSettings streamed() {
    return with(AccessPath.Kind.STREAM, null);
  }

  private ReadSettings with(AccessPath.Kind other, @Nullable ExportLocation location) {
    return new ReadSettings(
        aws,
        table,
        index,
        autoIndex,
        other,
        location,
        segments,
        consistentRead,
        capacity,
        columns,
        entityBy,
        indexNeeds,
        ttlAttribute,
        expiredAt);
  }

  /** Returns the same settings with another deadline. */
  public ReadSettings until(Instant deadline) {
    return with(
        new Capacity(capacity.maxReadUnits(), capacity.percent(), capacity.maxUnits(), deadline));
  }

  /** Returns the same settings with other columns. */
  public ReadSettings with(Columns other) {
    return new ReadSettings(
        aws,
        table,
        index,
        autoIndex,
        kind,
        export,
        segments,
        consistentRead,
        capacity,
        other,
        entityBy,
        indexNeeds,
        ttlAttribute,
        expiredAt);
  }

  /** Returns the same settings with all columns given, with type tags, so that no sample is taken. */
  public ReadSettings having(StructType schema) {
    return with(new Columns(columns.numbers(), columns.sampleItems(), columns.declared(), schema));
  }

  /** Returns the same settings with entity types distinguished. */
  public ReadSettings by(EntityDiscriminator discriminator) {
    return new ReadSettings(
        aws,
        table,
        index,
        autoIndex,
        kind,
        export,
        segments,
        consistentRead,
        capacity,
        columns,
        discriminator,
        indexNeeds,
        ttlAttribute,
        expiredAt);
  }

  /**
   * Returns the same settings for an index.
   *
   * @param other null: the table itself
   */
  public ReadSettings on(@Nullable String other, IndexNeeds needs) {
    return new ReadSettings(
        aws,
        table,
        other,
        autoIndex,
        kind,
        export,
        segments,
        consistentRead,
        capacity,
        columns,
        entityBy,
        needs,
        ttlAttribute,
        expiredAt);
  }

  /** Returns whether it is not decided yet what is read: an export may have to be chosen, or requested, first. */
  public boolean isUndecided() {
    return kind == AccessPath.Kind.AUTO || kind == AccessPath.Kind.PITR;
  }

  /** Returns whether the rows are changes of the table's Stream. */
  public boolean isStream() {
    return kind == AccessPath.Kind.STREAM;
  }

  /** Returns the table's Stream. */
  public StreamSource stream() {
    return new StreamSource(aws, table);
  }

  /**
   * Returns the request for pages.
   *
   * @param attributes top-level attributes to fetch; empty: all
   */
  public TableScan scan(List<String> attributes, CapacityBroker broker) {
    return new TableScan(aws, table, index, consistentRead, attributes, broker);
  }

  /** Returns the table's description. */
  public TableDescription describe() {
    try (DynamoDbClient client = Clients.dynamoDb(aws)) {
      return new Tables(client).describe(table, ttlAttribute());
    }
  }
}
