package dev.sluice.dataset.lake;

import dev.sluice.access.ReadSettings;
import dev.sluice.analytics.Events;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.dataset.lake.LakeLayout.EventDays;
import dev.sluice.source.TableSource;
import dev.sluice.sql.SqlCondition;
import dev.sluice.stream.StreamSettings;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A catalog of Iceberg tables in a folder, and one table in it. */
final class LakeGround {
  static final LakeLayout BY_DAY = new LakeLayout(
      List.of("id"), new EventDays("at", schema -> Events.day(schema, "at", ZoneOffset.UTC)));
  static final LakeLayout BY_KEY = new LakeLayout(List.of("id"), null);

  private static final String OUTSIDE = "_outside";
  private static final String ARN = "arn:aws:dynamodb:ddblocal:000000000000:table/Log";
  private static final String ID = "12345a12-abcd-123a-ab12-1234abc12345";
  private static final AtomicInteger NAMES = new AtomicInteger();

  final SparkSession spark;
  final LakeName name;

  /** None are allowed at first. */
  final KeptChanges rejected = new KeptChanges();

  private final LakeLayout layout;
  private final Map<String, String> settings = new HashMap<>(Map.of("sluice.events.time", "at"));
  private List<String> columns = List.of();
  private @Nullable SqlCondition filter;

  LakeGround(Path folder, LakeLayout layout) {
    this(TestSpark.session(), folder, layout);
  }

  LakeGround(SparkSession spark, Path folder, LakeLayout layout) {
    this(spark, Map.of("type", "hadoop", "warehouse", folder.toUri().toString()), layout);
  }

  /** A catalog of whatever kind, with its properties in Spark's configuration. */
  LakeGround(SparkSession spark, Map<String, String> properties, LakeLayout layout) {
    this.spark = spark;
    this.layout = layout;
    String catalog = "lake" + NAMES.incrementAndGet();
    configure(catalog, properties);
    configure(catalog + OUTSIDE, properties);
    spark.conf().set("spark.sql.catalog." + catalog + OUTSIDE + ".cache-enabled", false);
    name = LakeName.of(catalog, "db", "Log");
  }

  private void configure(String catalog, Map<String, String> properties) {
    String prefix = "spark.sql.catalog." + catalog;
    spark.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    properties.forEach((key, value) -> spark.conf().set(prefix + "." + key, value));
  }

  /** Returns the table's name for others, who see what is there: a session's catalog keeps what it has read. */
  String outside() {
    return new LakeName(name.catalog() + OUTSIDE, name.namespace(), name.table()).sql();
  }

  LakeGround selecting(String... attributes) {
    columns = List.of(attributes);
    return this;
  }

  LakeGround filtered(String condition) {
    filter = new SqlCondition("sluice.source.filter", condition);
    return this;
  }

  /** Changes a setting that decides which items the table has. */
  void set(String key, String value) {
    settings.put(key, value);
  }

  private LakeRead read(DeletedItems deleted) {
    return new LakeRead(name, layout, deleted, columns, filter, settings);
  }

  LakeCatalog catalog() {
    return LakeCatalog.open(spark, name.catalog());
  }

  /** Returns the table, which exists. */
  LakeTable table() {
    LakeIdentity identity = new LakeIdentity(ARN, ID, layout.keys(), settings);
    return catalog().table(name, identity, layout, new StructType(), false);
  }

  /** Returns the table as it is now. */
  Table iceberg() {
    Table table = table().table();
    table.refresh();
    return table;
  }

  /** Rewrites all files by Spark's own procedure, whose threads need the session. */
  void compact() {
    Table table = iceberg();
    spark.withActive(() -> SparkActions.get(spark)
        .rewriteDataFiles(table)
        .option("rewrite-all", "true")
        .execute());
  }

  /** Keeps house after a run. */
  HousekeepingResult tidy(String runId, RemovedRuns removed, Duration quiet) {
    return new LakeHousekeeping(spark, name, removed, quiet).run(runId, Instant.now());
  }

  /** Returns the settings of an export's read, without a DynamoDB. */
  static ReadSettings read(Path export) {
    return TableSource.settings(Map.of(
        "endpoint",
        "http://127.0.0.1:1",
        "region",
        "us-east-1",
        "ttl-attribute",
        "expires",
        "export-path",
        export.toString()));
  }

  private LakeExport export(String runId, DeletedItems deleted, CommitWatch watch) {
    return new LakeExport(
        catalog(), read(deleted), new RunCommit(runId, "plan of " + runId), rejected, watch);
  }

  /** Applies exports of changes up to a time. */
  LakeNight catchUp(String runId, Instant until, ChangeExports exports, CommitWatch watch) {
    TableDescription table = new TableDescription(
        "Log",
        ARN,
        ID,
        List.of(),
        0,
        0,
        new TableDescription.ReadCapacity(null, null, null),
        List.of(),
        new TableDescription.TimeToLive(null, true),
        until);
    return catchUp(runId, read(Path.of("none")), table, until, exports, watch);
  }

  /** Applies exports of changes of a table of DynamoDB's up to a time. */
  LakeNight catchUp(
      String runId,
      ReadSettings read,
      TableDescription table,
      Instant until,
      ChangeExports exports,
      CommitWatch watch) {
    return new LakeCatchUp(
            catalog(),
            read(DeletedItems.REMOVED),
            new RunCommit(runId, "plan of " + runId),
            rejected,
            watch)
        .to(until, read, table, exports);
  }

  /**
   * Loads a scan of a table of DynamoDB's if it is not loaded, and follows its Stream.
   *
   * @param begun when the run first described the table
   */
  LakeNight follow(
      String runId,
      ReadSettings table,
      Instant begun,
      DeletedItems deleted,
      boolean afresh,
      CommitWatch watch) {
    if (afresh || catalog().position(name).isEmpty()) {
      LakePosition position = LakeStream.scanned(table, begun);
      TableSource source = TableSource.open(table);
      StructType columns = LakeColumns.ofItems(read(deleted).kept(source.schema()));
      AllItems items = new AllItems(
          source.description().arn(),
          source.description().id(),
          read(deleted).kept(source.having(columns).rows(spark)),
          position,
          null);
      export(runId, deleted, watch).bring(items, afresh);
    }
    return follow(runId, table, deleted, watch);
  }

  /** Brings the table to the items that a table of DynamoDB's has now, whatever is written to it later. */
  LakeCommit scan(String runId, ReadSettings table, LakePosition position, CommitWatch watch) {
    TableSource source = TableSource.open(table);
    StructType columns = catalog().continued(name, source.schema());
    Dataset<Row> rows = source.having(columns).rowsWithExpired(spark);
    Dataset<Row> now = spark.createDataFrame(rows.collectAsList(), rows.schema());
    return bring(runId, source.description(), now, position, watch);
  }

  /** Brings the table to rows. */
  LakeCommit bring(
      String runId,
      TableDescription table,
      Dataset<Row> rows,
      LakePosition position,
      CommitWatch watch) {
    AllItems items = new AllItems(table.arn(), table.id(), rows, position, null);
    return export(runId, DeletedItems.REMOVED, watch).bring(items, false);
  }

  /** Follows the Stream of a table of DynamoDB's. */
  LakeNight follow(String runId, ReadSettings table, DeletedItems deleted, CommitWatch watch) {
    return new LakeStream(
            catalog(),
            read(deleted),
            new RunCommit(runId, "plan of " + runId),
            rejected,
            new StreamSettings(Duration.ofSeconds(1), null, false),
            watch)
        .follow(table, table.describe());
  }

  /** Returns the table of one of DynamoDB's, which exists. */
  LakeTable table(TableDescription table) {
    LakeIdentity identity = new LakeIdentity(table.arn(), table.id(), layout.keys(), settings);
    return catalog().table(name, identity, layout, new StructType(), false);
  }

  /** Loads a full export, or applies the difference. */
  LakeCommit load(String runId, Path export, boolean afresh) {
    return bring(runId, export, DeletedItems.REMOVED, afresh, point -> {});
  }

  LakeCommit bring(
      String runId, Path export, DeletedItems deleted, boolean afresh, CommitWatch watch) {
    return bring(runId, read(export), deleted, afresh, watch);
  }

  LakeCommit bring(
      String runId, ReadSettings export, DeletedItems deleted, boolean afresh, CommitWatch watch) {
    TableSource source = TableSource.open(export);
    LakeRead read = read(deleted);
    StructType found = read.kept(source.schema());
    StructType columns = afresh ? LakeColumns.ofItems(found) : catalog().continued(name, found);
    AllItems items = new AllItems(
        source.description().arn(),
        source.exportedTableId().orElse(""),
        read.kept(source.having(columns).rowsWithExpired(spark)),
        new LakePosition.OfExport(source.description().id(), source.exportTime().orElseThrow()),
        "expires");
    return export(runId, deleted, watch).bring(items, afresh);
  }

  /** Applies an incremental export. */
  LakeCommit apply(String runId, Path export, DeletedItems deleted) {
    return apply(runId, export, deleted, point -> {});
  }

  LakeCommit apply(String runId, Path export, DeletedItems deleted, CommitWatch watch) {
    return export(runId, deleted, watch).apply(List.of(read(export))).get(0);
  }

  /** Applies several incremental exports. */
  List<LakeCommit> apply(String runId, List<Path> exports) {
    return export(runId, DeletedItems.REMOVED, point -> {})
        .apply(exports.stream().map(LakeGround::read).toList());
  }
}
