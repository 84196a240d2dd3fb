package dev.sluice.dataset.lake;

import dev.sluice.access.ReadSettings;
import dev.sluice.analytics.Events;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.dataset.lake.LakeLayout.EventDays;
import dev.sluice.source.TableSource;
import dev.sluice.sql.SqlCondition;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A catalog of Iceberg tables in a folder, and one table in it. */
final class LakeGround {
  static final LakeLayout BY_DAY = new LakeLayout(
      List.of("id"),
      new EventDays("at", schema -> Events.day(schema, "at", ZoneOffset.UTC)));
  static final LakeLayout BY_KEY = new LakeLayout(List.of("id"), null);

  private static final AtomicInteger NAMES = new AtomicInteger();

  final SparkSession spark;
  final LakeName name;
  private final LakeLayout layout;
  private final Map<String, String> settings = new HashMap<>(Map.of("sluice.events.time", "at"));
  private @Nullable SqlCondition filter;

  LakeGround(Path folder, LakeLayout layout) {
    this(TestSpark.session(), folder, layout);
  }

  LakeGround(SparkSession spark, Path folder, LakeLayout layout) {
    this.spark = spark;
    this.layout = layout;
    String catalog = "lake" + NAMES.incrementAndGet();
    String prefix = "spark.sql.catalog." + catalog;
    spark.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(prefix + ".type", "hadoop");
    spark.conf().set(prefix + ".warehouse", folder.toUri().toString());
    name = LakeName.of(catalog, "db", "Log");
  }

  LakeGround filtered(String condition) {
    filter = new SqlCondition("sluice.source.filter", condition);
    return this;
  }

  LakeIdentity identity() {
    return new LakeIdentity(
        "arn:aws:dynamodb:us-east-1:000000000000:table/Log", "id 1", layout.keys(), settings);
  }

  /** Changes a setting that decides which items the table has. */
  void set(String key, String value) {
    settings.put(key, value);
  }

  LakeCatalog catalog() {
    return LakeCatalog.open(spark, name.catalog());
  }

  /** Returns the table, which exists. */
  LakeTable table() {
    return table(new StructType(), false);
  }

  private LakeTable table(StructType items, boolean afresh) {
    return catalog().table(name, identity(), layout, items, afresh);
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

  static RunCommit run(String id) {
    return new RunCommit(id, "plan of " + id);
  }

  /** Loads a full export. */
  LakeCommit load(String runId, Path export, boolean afresh) {
    TableSource source = TableSource.open(read(export));
    StructType columns = LakeColumns.ofItems(source.schema());
    LakeTable lake = table(columns, afresh);
    Dataset<Row> all = source.having(columns).rows(spark);
    return new LakeWriter(lake, run(runId))
        .load(filter == null ? all : filter.filter(all), position(source), afresh);
  }

  static LakePosition position(TableSource source) {
    return new LakePosition(source.description().id(), source.exportTime().orElseThrow());
  }

  static ExportWindow window(TableSource source) {
    return new ExportWindow(
        source.description().id(),
        source.changesFrom().orElseThrow(),
        source.exportTime().orElseThrow());
  }

  /** Applies an incremental export. */
  LakeCommit apply(String runId, Path export, DeletedItems deleted) {
    return apply(runId, export, deleted, point -> {});
  }

  LakeCommit apply(String runId, Path export, DeletedItems deleted, CommitWatch watch) {
    TableSource source = TableSource.openChanges(read(export));
    StructType found = source.discovered().orElseThrow().schema();
    LakeTable lake = table();
    StructType columns = lake.continued(found);
    return new LakeWriter(lake, run(runId), watch)
        .apply(source.ofItems(columns).rows(spark), window(source), deleted, filter);
  }
}
