package dev.sluice.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.access.AccessPath;
import dev.sluice.dataset.run.Chunk;
import dev.sluice.dataset.run.Coverage;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunState.Gate;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Root;
import dev.sluice.failure.DataGateException;
import dev.sluice.source.Requests;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json}: what makes a snapshot exist, and what it is checked against.
 *
 * <p>The driver holds it whole: of a file about 240 bytes, and 220 more for a moment as JSON. So it grows with the number
 * of files, but slowly: with 100,000 of them, 12.8 TB where they are of 128 MiB each, all that it does with their list
 * fits into a heap of 80 MB. It knows nothing of single segments, and looks at one earlier run at a time.
 *
 * @param state published, or failed: then it lists no files
 * @param createdAt when the snapshot was complete
 * @param scanStartedAt when the first table's scan began, by DynamoDB's clock; what figures are ordered by
 * @param firstStarted when its run was first started; items past their TTL by then are expired
 * @param configHash of the settings that decide what the snapshot holds
 * @param gate of a failed one: what has failed
 * @param tables by table name
 * @param training channels of the training view, what was left out of it, and more; empty where none was asked for
 * @param derived datasets made of the tables, by name; empty where none was asked for
 * @param files every file of the snapshot but this one, paths relative to the snapshot's folder
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
   * The tables of a run that were read.
   *
   * @param configHash of the settings that decide what the snapshot holds
   */
  static Manifest of(
      RunPlan plan, String configHash, List<TableExport.Result> tables, Instant now) {
    Map<String, TableEntry> entries = new LinkedHashMap<>();
    tables.forEach(table -> entries.put(table.name(), table.entry()));
    return new Manifest(
        RunStatus.PUBLISHED,
        plan.runId(),
        now,
        plan.scanStartedAt(),
        plan.firstStarted(),
        configHash,
        null,
        entries,
        Map.of(),
        Map.of(),
        tables.stream()
            .flatMap(table -> table.files().stream().map(FileEntry::of))
            .toList());
  }

  /**
   * The same with what views have added, complete now.
   *
   * @param documents small files, {@code schema.json} among them
   */
  Manifest with(View.Added views, List<FileEntry> documents, Instant complete) {
    Map<String, DerivedEntry> made = new LinkedHashMap<>();
    views.derived().forEach((name, dataset) -> made.put(name, dataset.entry()));
    List<FileEntry> all =
        Stream.of(files, views.files(), documents).flatMap(List::stream).toList();
    return new Manifest(
        state,
        runId,
        complete,
        scanStartedAt,
        firstStarted,
        configHash,
        null,
        tables,
        views.training(),
        made,
        all);
  }

  /** The same of a run whose gate has failed. */
  Manifest failed(DataGateException failure) {
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

  /** The table that has this role, if one was read. */
  Optional<String> tableOf(Role role) {
    return tables.entrySet().stream()
        .filter(table -> table.getValue().role() == role)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether its files have the rows that its tables and what is derived of them say. */
  boolean isAccountedFor() {
    return tables.entrySet().stream()
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

  /** Of all tables together. */
  public double consumedReadUnits() {
    return tables.values().stream().mapToDouble(TableEntry::consumedReadUnits).sum();
  }

  /** Of all tables together; null where one has none on record. */
  public @Nullable Requests requests() {
    Requests all = Requests.NONE;
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
   * @param kind how it was read: {@code scan}, or {@code query} where the filter was turned into key conditions
   * @param index that was read instead of the table; null: the table itself
   * @param tableId what DynamoDB calls this incarnation of the table
   * @param role what the table is to the job: source, labels or experiments
   * @param consumedReadUnits as DynamoDB counted them, the sample's included
   * @param requests that reading took, the sample's not among them; null: not recorded
   * @param columns names of the Parquet columns, in order; where kinds of item are told apart, of the table as a whole
   * @param entities kind of item → its part of {@code written}; empty where they are not told apart
   * @param days how it lies in folders of days; null: not in any
   * @param coverage the proof that it was read whole, once
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
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Requests requests,
      List<String> columns,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, EntityEntry> entities,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Days days,
      Coverage coverage) {
    public TableEntry {
      // absent in what older versions wrote
      entities = entities == null ? Map.of() : Collections.unmodifiableMap(entities);
    }

    /** Its counts, for a person. */
    String counts() {
      return scanned + " scanned; " + filtered + " filtered, " + expired + " expired, " + rejected
          + " rejected, " + written + " written";
    }

    /** Whether every item read is accounted for. */
    boolean reconciles() {
      return filtered >= 0 && scanned == filtered + expired + rejected + written;
    }
  }

  /**
   * One kind of item of a table.
   *
   * @param columns names of the Parquet columns of its files, in order
   * @param folder within the table's; null: not recorded
   */
  public record EntityEntry(
      long written,
      List<String> columns,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String folder) {
    /** The folder below {@code tables/}. */
    public String in(String table, String kind) {
      return table + "/" + (folder == null ? Entities.earlier(kind) : folder);
    }
  }

  /**
   * Folders of days.
   *
   * @param key of their names, {@code day} of {@code day=2026-10-19}
   * @param undated items in the folder of those without a readable time
   * @param other items in that of the days beyond those with a folder of their own
   */
  public record Days(String key, long undated, long other) {}

  /**
   * A dataset made of the tables.
   *
   * @param bytes of its files
   * @param columns names of its Parquet columns, in order
   */
  public record DerivedEntry(long rows, long bytes, List<String> columns) {}

  /**
   * One file.
   *
   * @param rows of Parquet, or lines of rejected items; 0 of all other files
   * @param sha256 in hexadecimal
   */
  public record FileEntry(String path, long rows, long bytes, String sha256)
      implements Serializable {
    public FileEntry {
      if (!Root.isBelow(path)) {
        throw new IllegalArgumentException("a file that is not the snapshot's own: " + path);
      }
    }

    static FileEntry of(Chunk.Written file) {
      return new FileEntry(file.path(), file.rows(), file.bytes(), file.sha256());
    }

    boolean belongsTo(String table) {
      return isIn("tables/" + table);
    }

    /** Whether it is below a folder of the snapshot. */
    public boolean isIn(String folder) {
      return path.startsWith(folder + "/");
    }

    /** Whether its rows are Parquet's. */
    public boolean parquet() {
      return path.endsWith(".parquet");
    }

    /** Whether its rows are lines, an item that could not be read each. */
    boolean rejected() {
      return isIn("rejected");
    }
  }
}
