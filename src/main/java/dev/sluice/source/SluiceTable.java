package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.ReadSettings;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.UserSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** A DynamoDB table in Spark. Either its read is planned, or it is written to and not described yet. */
final class SluiceTable implements SupportsRead, SupportsWrite, SupportsMetadataColumns {
  private final Map<String, String> options;
  private final String name;
  private final StructType given;
  private final StructType schema;
  private final @Nullable PlannedRead read;

  /** Reads by their options: all references to one DataFrame share a plan, its instants and its budget. */
  private final Map<Map<String, String>, PlannedRead> reads = new ConcurrentHashMap<>();

  /** Null: not a table of a catalog. */
  private final @Nullable TableEntry entry;

  private final Map<String, String> properties;

  private SluiceTable(
      Map<String, String> options,
      String name,
      StructType given,
      StructType schema,
      @Nullable PlannedRead read,
      @Nullable TableEntry entry) {
    this.options = options;
    this.name = name;
    this.given = given;
    this.schema = schema;
    this.read = read;
    this.entry = entry;
    this.properties =
        entry == null ? Map.of() : entry.properties(read == null ? null : read.probe());
  }

  /** Returns a table whose read is planned. */
  static SluiceTable of(Map<String, String> options, PlannedRead read) {
    return new SluiceTable(
        options,
        read.plan().description().name(),
        new StructType(),
        read.plan().schema(),
        read,
        null);
  }

  /**
   * Returns a table that is not described. Either rows are written to it, or it is read with columns that the user
   * states. Spark says later which of the two.
   *
   * @param schema the rows' own columns, or the user's
   */
  static SluiceTable target(Map<String, String> options, StructType schema) {
    return target(options, OptionParser.read(options), schema);
  }

  /** @param parsed the options, checked */
  static SluiceTable target(Map<String, String> options, SourceOptions parsed, StructType schema) {
    ReadSettings settings = parsed.read();
    return new SluiceTable(
        options,
        settings.table(),
        schema,
        UserSchema.columnsIfPossible(schema, settings.columns().parse()),
        null,
        null);
  }

  /** Returns the same table as an entry of a catalog. */
  SluiceTable in(TableEntry catalog) {
    return new SluiceTable(options, name, given, schema, read, catalog);
  }

  @Override
  public String name() {
    return "dynamodb:" + name;
  }

  // Spark 4 prefers columns(), but still supports this method
  @Override
  @SuppressWarnings("deprecation")
  public StructType schema() {
    return schema;
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return MetadataColumns.of(KindOption.is(options, AccessPath.Kind.STREAM)
        || (read != null && read.probe().readsChanges()));
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  /** Compares entries of a catalog, and their columns. Other tables, each of its own load, are equal to themselves. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (entry != null
            && other instanceof SluiceTable table
            && entry.equals(table.entry)
            && schema.equals(table.schema));
  }

  @Override
  public int hashCode() {
    return entry == null ? System.identityHashCode(this) : entry.hashCode();
  }

  /**
   * Returns the capabilities, including truncating, which is refused later, so that the refusal can name the
   * alternative. Any schema is accepted, because items may have attributes that the table does not have yet, and other
   * types than a sample has seen.
   */
  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(
        TableCapability.BATCH_READ,
        TableCapability.MICRO_BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.TRUNCATE,
        TableCapability.ACCEPT_ANY_SCHEMA);
  }

  /** Plans the read once for each set of options: a statement with its own options describes the table again. */
  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
    JoinByKey.addToSession();
    Map<String, String> own = scanOptions.asCaseSensitiveMap();
    checkTable(own);
    Map<String, String> all = SourceOptions.merged(options, own);
    boolean ofLoad = all.equals(SourceOptions.merged(options, Map.of()));
    return new SluiceScanBuilder(
        read != null && ofLoad ? read : reads.computeIfAbsent(all, this::planned));
  }

  /** Refuses an option that would make a catalog's table another one. */
  private void checkTable(Map<String, String> statement) {
    String key = SourceOption.TABLE.key();
    String other = SourceOptions.merged(statement, Map.of()).get(key);
    if (entry != null && other != null && !other.equals(options.get(key))) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          key,
          other,
          "is another table than " + name + ", which the statement names",
          "Leave it out, or name that table in the statement.")));
    }
  }

  private Map<String, String> shared() {
    return entry == null ? Map.of() : entry.shared();
  }

  private PlannedRead planned(Map<String, String> all) {
    SourceOptions parsed = OptionParser.read(all, shared());
    ReadSettings settings = parsed.read();
    PlannedRead own = PlannedRead.of(
        read == null
            ? StatementSchema.ofUser(settings, given, schema)
            : StatementSchema.ofPlan(settings, schema),
        parsed.stream());
    if (read != null && read.probe().readsChanges() != own.probe().readsChanges()) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          SourceOption.KIND.key(),
          settings.kind().toString(),
          "makes items changes, or changes items: the columns of " + name + " are others",
          "Read changes by spark.read().format(\"sluice\"), with all options before load().")));
    }
    return entry == null || read == null ? own : own.after(read);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    StructType known = read == null ? new StructType() : schema;
    checkTable(info.options());
    WriteStatement statement = WriteStatement.of(this);
    return new SluiceWriteBuilder(
        OptionParser.write(
            SessionOptions.ofWrites(options, entry != null),
            SessionOptions.without(info.options().asCaseSensitiveMap()),
            statement.ownOptions(),
            shared()),
        info.schema(),
        new WriteTarget(schema, given, known, statement));
  }
}
