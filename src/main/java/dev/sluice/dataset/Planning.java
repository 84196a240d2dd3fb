package dev.sluice.dataset;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.decode.EntityBy;
import dev.sluice.decode.Marks;
import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import dev.sluice.source.ReadWay;
import dev.sluice.source.TableSource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Opens a run's tables: the first time with a sample, whose outcome is recorded; from then on as recorded. */
final class Planning {
  private static final String JSON = "application/json";

  /** Of item in one table. */
  private static final int MOST_KINDS = 100;

  private final SparkSession spark;
  private final Store store;
  private final Clock clock;
  private final @Nullable DayColumn days;

  Planning(SparkSession spark, Store store, Clock clock, @Nullable DayColumn days) {
    this.spark = spark;
    this.store = store;
    this.clock = clock;
    this.days = days;
  }

  /** A plan and its tables, in the order asked for. */
  record Opened(RunPlan plan, List<OpenTable> tables) {}

  /**
   * Looks at all tables before the first is read: a missing one shall not cost the others' read units.
   *
   * @throws InvalidConfiguration where the run began with other settings or other tables
   */
  Opened open(String runId, String configHash, Instant firstStarted, List<TableRead> reads) {
    Optional<RunPlan> known = recorded(runId);
    return known.isPresent()
        ? resume(known.get(), configHash, reads)
        : begin(runId, configHash, firstStarted, reads);
  }

  private Optional<RunPlan> recorded(String runId) {
    String path = Root.plan(runId);
    return store.read(path).map(json -> Json.read(json, RunPlan.class, store.location(path)));
  }

  private Opened begin(
      String runId, String configHash, Instant firstStarted, List<TableRead> reads) {
    Optional<Latest> before = Latest.read(store);
    List<TableSource> sources =
        reads.stream().map(r -> TableSource.open(r.sourceOptions())).toList();
    Instant scanStartedAt = clock.instant();
    List<OpenTable> tables = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      tables.add(begin(reads.get(i), sources.get(i), firstStarted, before));
    }
    RunPlan plan = new RunPlan(
        runId,
        configHash,
        firstStarted,
        scanStartedAt,
        before.map(Latest::runId).orElse(null),
        tables.stream().map(OpenTable::plan).toList());
    store.write(Root.plan(runId), Json.write(plan), JSON);
    return new Opened(plan, tables);
  }

  private OpenTable begin(
      TableRead read, TableSource looked, Instant firstStarted, Optional<Latest> before) {
    TableSource source = looked.inPieces();
    Dataset<Row> kept = read.rows(spark, source, firstStarted);
    StructType columns = Shards.added(columns(kept), read.shardedAttributes());
    Shards.check(columns, read.shardedAttributes());
    Dataset<Row> rows = laidOut(read, source, kept);
    ReadWay way = ReadWay.of(rows);
    String name = source.description().name();
    RunPlan.Table plan = new RunPlan.Table(
        name,
        source.description().id(),
        way.kind(),
        way.index(),
        way.parts(),
        ScannedRows.of(rows).getNumPartitions(),
        Json.tree(source.schema().json()),
        source.consumedReadUnits(),
        TableSchema.of(read, source, columns, Baselines.of(store, before, name)));
    checkKinds(plan, source);
    return new OpenTable(read, source, plan, columns, shape(read, source, plan, columns), rows);
  }

  private Opened resume(RunPlan plan, String configHash, List<TableRead> reads) {
    if (!plan.configHash().equals(configHash) || plan.tables().size() != reads.size()) {
      throw refused(plan.runId(), "was begun with other settings");
    }
    List<OpenTable> tables = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      tables.add(resume(plan, plan.tables().get(i), reads.get(i)));
    }
    return new Opened(plan, tables);
  }

  private OpenTable resume(RunPlan plan, RunPlan.Table table, TableRead read) {
    TableRead same = table.index() == null ? read : read.with("index", table.index());
    TableSource source = TableSource.open(same.sourceOptions(), table.struct());
    if (!source.description().id().equals(table.tableId())) {
      throw refused(
          plan.runId(),
          "was begun with another table " + table.name() + ": that one was deleted since, and this"
              + " one created");
    }
    TableSource cut = source.cut(table.parts(), table.pieces());
    Dataset<Row> kept = same.rows(spark, cut, plan.firstStarted());
    StructType columns = Shards.added(columns(kept), read.shardedAttributes());
    Dataset<Row> rows = laidOut(read, cut, kept);
    ReadWay way = ReadWay.of(rows);
    boolean sameWay = way.kind().equals(table.kind())
        && Objects.equals(way.index(), table.index())
        && way.parts() == table.parts()
        && ScannedRows.of(rows).getNumPartitions() == table.pieces();
    if (!sameWay) {
      throw refused(
          plan.runId(), "was begun when table " + table.name() + " was read in another way");
    }
    return new OpenTable(read, cut, table, columns, shape(read, cut, table, columns), rows);
  }

  /** In the days' order, if it has days; of a table with kinds of item to be told apart, the items themselves. */
  private Dataset<Row> laidOut(TableRead read, TableSource source, Dataset<Row> kept) {
    Dataset<Row> rows = days != null && byDay(read) ? DayFolders.sorted(kept, days) : kept;
    if (source.entityBy().isEmpty()) {
      return rows;
    }
    List<String> columns = Arrays.asList(columns(kept).fieldNames());
    return rows.select(Arrays.stream(rows.columns())
        .filter(name -> !columns.contains(name))
        .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
        .toArray(Column[]::new));
  }

  /** All but the item itself. */
  private static StructType columns(Dataset<Row> rows) {
    return new StructType(Arrays.stream(rows.schema().fields())
        .filter(field -> !Marks.isItem(field))
        .toArray(StructField[]::new));
  }

  private Shape shape(TableRead read, TableSource source, RunPlan.Table plan, StructType columns) {
    Map<String, StructType> schemas = new HashMap<>();
    plan.schema().entities().forEach((kind, schema) -> schemas.put(kind, schema.struct()));
    List<String> known = new ArrayList<>(List.of(Marks.OVERFLOW));
    source.description().keys().forEach(key -> known.add(key.name()));
    StructType others = Shards.added(Snapshots.kept(columns, known), read.shardedAttributes());
    Shape.@Nullable Kinds kinds =
        source.entityBy().map(by -> new Shape.Kinds(by, schemas, others)).orElse(null);
    return new Shape(columns, byDay(read), kinds);
  }

  private static void checkKinds(RunPlan.Table plan, TableSource source) {
    int kinds = plan.schema().entities().size();
    if (kinds > MOST_KINDS) {
      throw new InvalidConfiguration(List.of(new Fault(
          "sluice.dataset.entity-by",
          source.entityBy().map(EntityBy::attribute).orElse(""),
          "tells " + kinds + " kinds of item apart in a sample of "
              + plan.schema().sampled(),
          "Name an attribute of at most " + MOST_KINDS + " values, or set"
              + " sluice.dataset.entity-separator to what ends the kind in a key.")));
    }
  }

  /** Only events have a time. */
  private boolean byDay(TableRead read) {
    return days != null && read.role() == Role.SOURCE;
  }

  private static InvalidConfiguration refused(String runId, String problem) {
    return new InvalidConfiguration(List.of(new Fault(
        "--run-id", runId, problem, "Give another --run-id, or what this one began with.")));
  }
}
