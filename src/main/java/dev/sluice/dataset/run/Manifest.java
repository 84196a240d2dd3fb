package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.access.AccessPath;
import dev.sluice.dataset.run.RunState.Gate;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.DataGateException;
import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json}: makes a snapshot exist, and is what the snapshot is verified against.
 *
 * <p>The driver holds all of it: about 240 bytes for each file, and 220 more for a moment as JSON. With 100,000 files, 12.8 TB
 * at 128 MiB each, everything done with the list fits into a heap of 80 MB. It has no entries for single segments.
 *
 * @param state published, or failed: then it lists no files
 * @param createdAt when the snapshot was complete
 * @param scanStartedAt when the first table's scan began, by DynamoDB's clock; what figures are ordered by
 * @param firstStarted when its run was first started; items past their TTL by then are expired
 * @param configHash digest of the settings that decide the content of the snapshot
 * @param gate the data gate that failed; null for a published snapshot
 * @param tables by table name
 * @param training channels of the training view, what was left out of it, and more; empty if none was configured
 * @param derived datasets derived from the tables, by name; empty if none was configured
 * @param files every file of the snapshot except this one, paths relative to the snapshot's folder
 */
public record Manifest(
    RunStatus state,
    String runId,
    Instant createdAt,
    Instant scanStartedAt,
    Instant firstStarted,
    String configHash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Gate gate,
    Map<String, TableEntry> tables,
    Map<String, Object> training,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, DerivedEntry> derived,
    List<FileEntry> files) {
  public Manifest {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
    // absent in what older versions wrote
    derived =
        derived == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(derived));
    files = List.copyOf(files);
  }

  /**
   * Returns the manifest with what views have added, complete now.
   *
   * @param views the section {@code training}
   * @param made derived datasets by name
   * @param more files that the views wrote, and small documents such as {@code schema.json}
   * @param complete when the last of them was written
   */
  public Manifest with(
      Map<String, Object> views,
      Map<String, DerivedEntry> made,
      List<FileEntry> more,
      Instant complete) {
    List<FileEntry> all = Stream.concat(files.stream(), more.stream()).toList();
    return new Manifest(
        state,
        runId,
        complete,
        scanStartedAt,
        firstStarted,
        configHash,
        null,
        tables,
        views,
        made,
        all);
  }

  /** Reads the manifest of a run. It may not be one of another run. */
  public static Manifest read(Store store, String runId, byte[] json) {
    Manifest manifest = Json.read(json, Manifest.class, store.location(RunPaths.manifest(runId)));
    RunState.mustBeOf(store, runId, manifest.runId());
    return manifest;
  }

  /** Returns the manifest of a run whose data gate has failed: it lists no files. */
  public Manifest failed(DataGateException failure) {
    return new Manifest(
        RunStatus.FAILED,
        runId,
        createdAt,
        scanStartedAt,
        firstStarted,
        configHash,
        new Gate(failure.problem(), failure.remedy()),
        tables,
        Map.of(),
        Map.of(),
        List.of());
  }

  /** The name of the table with this role, if one was read. */
  public Optional<String> tableOf(Role role) {
    return tables.entrySet().stream()
        .filter(table -> table.getValue().role() == role)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns whether its files have as many rows as its tables and derived datasets claim. */
  @JsonIgnore
  public boolean isAccountedFor() {
    return tables.entrySet().stream()
            .filter(table -> table.getValue().iceberg() == null)
            .allMatch(
                table -> rowsIn("tables/" + table.getKey()) == table.getValue().written())
        && derived.entrySet().stream()
            .allMatch(
                made -> rowsIn("derived/" + made.getKey()) == made.getValue().rows());
  }

  private long rowsIn(String folder) {
    return files.stream()
        .filter(file -> file.isIn(folder))
        .mapToLong(FileEntry::rows)
        .sum();
  }

  /** The read units of all tables together. */
  public double consumedReadUnits() {
    return tables.values().stream().mapToDouble(TableEntry::consumedReadUnits).sum();
  }

  /** The request statistics of all tables together; null if one table has none on record. */
  public @Nullable RequestStats requests() {
    RequestStats all = RequestStats.NONE;
    for (TableEntry table : tables.values()) {
      if (table.requests() == null) {
        return null;
      }
      all = all.plus(table.requests());
    }
    return all;
  }

  /**
   * One table. {@code scanned = filtered + expired + rejected + written}.
   *
   * @param kind its access path: {@code scan}, or {@code query} if the filter became key conditions
   * @param index read instead of the table; null for the table itself
   * @param tableId DynamoDB's id of this incarnation of the table; of an export its ARN
   * @param role of the table in the job
   * @param consumedReadUnits as reported by DynamoDB, the sample's included
   * @param requests statistics without the sample's requests; null if not recorded
   * @param columns names of the Parquet columns, in order; with entity types, of the table as a whole
   * @param entities entity type → its part of {@code written}; empty for a table without entity types
   * @param days its folders of days; null if it has none
   * @param coverage the proof that the whole table was read, once
   * @param iceberg the snapshot of an Iceberg table that has its rows; null: Parquet files have them
   */
  public record TableEntry(
      AccessPath.Kind kind,
      @Nullable String index,
      String arn,
      String tableId,
      Role role,
      long scanned,
      long filtered,
      long expired,
      long rejected,
      long written,
      double consumedReadUnits,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RequestStats requests,
      List<String> columns,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, EntityEntry> entities,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Days days,
      Coverage coverage,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Iceberg iceberg) {
    public TableEntry {
      // absent in what older versions wrote
      entities = entities == null ? Map.of() : Collections.unmodifiableMap(entities);
    }

    /** The counts of its items. */
    @JsonIgnore
    public ItemCounts items() {
      return new ItemCounts(scanned, filtered, expired, rejected, written);
    }
  }

  /**
   * The snapshot of an Iceberg table.
   *
   * @param catalog as Spark's configuration names it
   * @param warehouse the folder of a catalog that nobody has configured; null: one is configured
   * @param ttl the attribute that marks items as expired, which figures and views leave out; null: they leave out none
   * @param from the beginning of the window whose changes were applied; null: all items were loaded
   * @param until the point in time at which the table then is
   * @param rows all rows of it, those of deleted items included
   * @param changedDays the days in which rows may have changed: {@code 2026-10-19}, {@code 2026-10-19/2026-10-21}, {@code
   *     undated}; null: all, or it is not known
   */
  public record Iceberg(
      String catalog,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warehouse,
      String namespace,
      String table,
      long snapshotId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ttl,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant from,
      Instant until,
      long inserted,
      long modified,
      long removed,
      long marked,
      long kept,
      long rows,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> changedDays) {}

  /**
   * One entity type of a table.
   *
   * @param columns names of the Parquet columns of its files, in order
   * @param folder within the table's folder; null if not recorded
   */
  public record EntityEntry(
      long written,
      List<String> columns,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String folder) {}

  /**
   * Folders of days.
   *
   * @param key of their names, {@code day} of {@code day=2026-10-19}
   * @param undated number of items without a readable time
   * @param other number of items of days without a folder of their own
   */
  public record Days(String key, long undated, long other) {}

  /**
   * A dataset derived from the tables.
   *
   * @param bytes of its files
   * @param columns names of its Parquet columns, in order
   */
  public record DerivedEntry(long rows, long bytes, List<String> columns) {}
}
