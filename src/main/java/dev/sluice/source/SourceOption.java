package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.export.ExportLocation;
import dev.sluice.schema.ParseOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code format("sluice")}, each defined once. {@link OptionParser} reads them, {@link OptionNames}
 * refuses all others, and the documentation lists them. Case does not matter.
 */
enum SourceOption {
  TABLE(
      "table",
      Use.BOTH,
      "the name or ARN of a DynamoDB table",
      null,
      "The table. Required, except with `export-path`: then it is asked for its keys only, and the export must be of"
          + " this table."),

  REGION(
      "region",
      Use.BOTH,
      "an AWS region",
      null,
      "The AWS region. Without it the AWS SDK looks for one: environment, profile, instance."),

  ENDPOINT(
      "endpoint",
      Use.BOTH,
      "an https address without user, path and query, or an http one on this machine",
      null,
      "The DynamoDB endpoint. Without it the region's own."),

  ALLOW_HTTP(
      "allow-http",
      Use.BOTH,
      "true or false",
      "false",
      "Whether `endpoint` and `s3-endpoint` may be an http address on another machine. Set it only on a network of your own: http sends"
          + " items unencrypted."),

  ROLE_ARN(
      "role-arn",
      Use.BOTH,
      "a role's ARN, such as arn:aws:iam::123456789012:role/reader",
      null,
      "A role to assume. Without it the AWS SDK's default credentials are used."),

  INDEX(
      ReadSettings.INDEX,
      Use.READ,
      "the name of a secondary index, or auto",
      null,
      "A secondary index to read instead of the table. An item whose index key changes during the read may be missed;"
          + " an item that Queries find twice is one row. `auto` reads an index where it has every row and column that"
          + " the query wants, and costs less than the table."),

  KIND(
      ReadSettings.KIND,
      Use.READ,
      "scan, query, export or stream",
      null,
      "`scan`, the default, reads all segments, and makes Queries if the filter requires values of the partition key."
          + " `query` refuses a filter that does not. `export`, the default with `export-path`, reads that. `stream`"
          + " reads the changes of the table's Stream. See [Streams](streams.md)."),

  SETTLED_AFTER(
      "settled-after",
      Use.READ,
      "a duration, such as 30s or 2m",
      "30s",
      "How long an open shard of a stream must give nothing before a read to its end takes this as the end. Needs"
          + " `kind = stream`."),

  MAX_CHANGES_PER_TRIGGER(
      "max-changes-per-trigger",
      Use.READ,
      "a number of changes, at least 1",
      null,
      "How many changes a trigger of `spark.readStream` takes at most. Without it all that there are. Needs"
          + " `kind = stream`; `spark.read` refuses it."),

  EXPORT_PATH(
      ReadSettings.EXPORT_PATH,
      Use.READ,
      ExportLocation.FORMS,
      null,
      "A point-in-time export to read instead of the table, at no read units: its folder, in S3 or local, or its ARN. An"
          + " incremental one gives changes. See [Exports](exports.md)."),

  S3_ENDPOINT(
      "s3-endpoint",
      Use.READ,
      "an https address without user, path and query, or an http one on this machine",
      null,
      "The S3 endpoint for `export-path`, which it needs. Without it the region's own."),

  SEGMENTS(
      "segments",
      Use.READ,
      "auto, or a number from 1 to 1000000",
      "auto",
      "Segments of the parallel Scan. `auto` chooses by the table's size and the cores."),

  CONSISTENT_READ(
      ReadSettings.CONSISTENT_READ,
      Use.READ,
      "true or false",
      "false",
      "Whether reads are strongly consistent, for twice the read units. A global index has no consistent reads."),

  MAX_READ_UNITS(
      "max-read-units",
      Use.SAMPLE,
      "a number of read units a second, at least 1",
      null,
      "The limit on read units a second, over all tasks. Without it `percent` decides."),

  PERCENT(
      "percent",
      Use.SAMPLE,
      "a number above 0 and up to 100",
      "50",
      "The limit as a percentage of the table's read capacity: provisioned, on-demand maximum, or warm throughput."),

  MAX_UNITS(
      "max-units",
      Use.READ,
      "a number of read units, at least 1",
      null,
      "The budget in read units for the whole read, its sample included. The read stops there. Without it there is no"
          + " budget."),

  DEADLINE(
      "deadline",
      Use.READ,
      "an instant, such as 2026-11-01T06:00:00Z, or a duration, such as 90m or 2h",
      null,
      "When the read stops fetching pages; a duration counts from the load. Without it there is no deadline."),

  NUMBERS(
      "numbers",
      Use.READ,
      "exact or double",
      "exact",
      "How DynamoDB's numbers become columns: as `long` or `decimal` that hold every value exactly, or as `double`."),

  SAMPLE_ITEMS(
      "sample-items",
      Use.SAMPLE,
      "a number of items, at least 1",
      "1000",
      "About how many items are sampled to find the columns and their types. Ten seconds of the limit at"
          + " most (more for more than 1000 items). A session samples a table once: later loads find their columns"
          + " in the same items, to which a larger sample, or one with a higher limit, adds more. It samples again"
          + " after it has written to the table, after `REFRESH TABLE`, if there were no items, and if more items are"
          + " wanted than there were."),

  DDL(
      "ddl",
      Use.BOTH,
      "columns as Spark DDL",
      null,
      "Columns whose types are stated, such as `score decimal(9,4), tags array<string> COMMENT 'SS'`; a COMMENT states"
          + " the DynamoDB type. A read finds the other columns by its sample; a write gives each the type that it was"
          + " read with, or its natural one."),

  SCHEMA_JSON(
      "schema-json",
      Use.READ,
      "a schema as Spark's JSON",
      null,
      "All columns, as an earlier read of the table had them (`df.schema.json`). No sample is taken then."),

  MODE(
      ParseOptions.MODE,
      Use.READ,
      "FAILFAST, PERMISSIVE or DROPMALFORMED",
      null,
      "What becomes of items that do not fit a schema given by `.schema(…)` or `schema-json`: the query fails; what does"
          + " not fit is null and the corrupt column holds the item; or they are left out. Without it PERMISSIVE if the"
          + " schema has the corrupt column, else FAILFAST. What an `_overflow` column holds fits. Where a sample finds"
          + " the columns, every item fits that can be decoded: one that cannot be fails the query under FAILFAST, and"
          + " is otherwise left out and counted as rejected; counts then read the items, whole."),

  CORRUPT_COLUMN(
      ParseOptions.CORRUPT_COLUMN,
      Use.READ,
      "the name of a string column of the schema",
      null,
      "The corrupt column: of an item that does not fit the schema it holds the item as DynamoDB JSON. Without it the"
          + " name is that of `spark.sql.columnNameOfCorruptRecord`, usually `_corrupt_record`."),

  TTL_ATTRIBUTE(
      "ttl-attribute",
      Use.READ,
      "an attribute that holds epoch seconds",
      null,
      "Leaves out the items that have expired by this attribute. Without it expired items are read. Of an incremental"
          + " export it tells removals by TTL, and leaves out nothing."),

  EXPIRED_AT(
      ReadSettings.EXPIRED_AT,
      Use.READ,
      "epoch seconds",
      null,
      "The instant by which items count as expired. Without it the time of the load. Needs `ttl-attribute`."),

  OPERATION(
      "operation",
      Use.WRITE,
      "put, update or delete",
      "put",
      "What a row does to the item with its key. `put` makes it the whole item, `update` sets the row's attributes and"
          + " leaves the item's others, `delete` removes the item and uses only the key."),

  CONDITION(
      "condition",
      Use.WRITE,
      "a DynamoDB condition expression, such as attribute_not_exists(id) OR version < :version",
      null,
      "A condition on the stored item. `:name` is the row's column of that name. Each row is a request of its own"
          + " then."),

  CONDITION_COLUMNS(
      "condition-columns",
      Use.WRITE,
      "columns of the rows, separated by commas",
      null,
      "Columns that only the `condition` uses: they are not written."),

  ON_CONDITION_FAILURE(
      "on-condition-failure",
      Use.WRITE,
      "fail or skip",
      "fail",
      "What happens if the `condition` refuses rows. All others are written in any case; then the write fails, with"
          + " their number and the first keys, or `skip` only counts them."),

  NULL_VALUES(
      "null-values",
      Use.WRITE,
      "keep or remove",
      "keep",
      "What a column that is null does to its attribute in an `update`: it stays, or is removed."),

  MAX_WRITE_UNITS(
      "max-write-units",
      Use.WRITE,
      "a number of write units a second, at least 1",
      null,
      "The limit on write units a second, over all tasks. Without it writes wait only if DynamoDB throttles them."),

  CHECK_TYPES(
      "check-types",
      Use.WRITE,
      "off, warn or fail",
      null,
      "What happens to rows whose columns become other DynamoDB types than the table's attributes have: they are"
          + " written, written with a warning, or refused before the first. `warn` and `fail` sample the table. Without"
          + " it nothing is sampled, and a warning names columns that seem to have lost their type. A key of another"
          + " type is always refused.");

  /** The statements to which an option applies. */
  enum Use {
    /** Reads and writes. */
    BOTH("reads, writes"),
    /** Reads only. */
    READ("reads"),
    /** Reads, and writes whose {@link SourceOption#CHECK_TYPES} takes a sample. */
    SAMPLE("reads, `check-types`"),
    /** Writes. If given to a read, it applies to INSERTs into a view of it. */
    WRITE("writes");

    private final String text;

    Use(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final String key;
  private final Use use;
  private final String allowed;
  private final @Nullable String defaultValue;
  private final String purpose;

  /**
   * @param allowed the allowed values, for people
   * @param defaultValue null: none
   * @param purpose for users, in Markdown
   */
  SourceOption(String key, Use use, String allowed, @Nullable String defaultValue, String purpose) {
    this.key = key;
    this.use = use;
    this.allowed = allowed;
    this.defaultValue = defaultValue;
    this.purpose = purpose;
  }

  String key() {
    return key;
  }

  Use use() {
    return use;
  }

  /** Returns the allowed values, for people. */
  String allowed() {
    return allowed;
  }

  /** Returns the default value; null if there is none. */
  @Nullable
  String defaultValue() {
    return defaultValue;
  }

  /** Returns the purpose, for users, in Markdown. */
  String purpose() {
    return purpose;
  }

  /** Returns the option of this name. */
  static Optional<SourceOption> of(String name) {
    return Arrays.stream(values())
        .filter(option -> option.key.equalsIgnoreCase(name))
        .findFirst();
  }

  /** Returns the options that a write or a read accepts. */
  static List<SourceOption> offered(boolean write) {
    return Arrays.stream(values())
        .filter(option -> !write || option.use != Use.READ)
        .toList();
  }
}
