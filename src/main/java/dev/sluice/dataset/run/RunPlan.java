package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.access.AccessPath;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that a run makes before it reads, in {@code runs/<run-id>/plan.json}, written once. Every holder and
 * every start follows it.
 *
 * @param planId a random id that distinguishes the records of this plan from those of a removed one
 * @param settings the settings that decide the content of the snapshot, key by key
 * @param date the logical day
 * @param firstStarted the instant by which items count as expired
 * @param scanStartedAt the time before the first page, by DynamoDB's clock, or that of an export; orders snapshots and figures
 * @param before the run whose snapshot this one continues; null if there was none
 * @param carried documents of earlier snapshots that views continue, by name
 */
public record RunPlan(
    int format,
    String planId,
    String runId,
    SortedMap<String, String> settings,
    @Nullable LocalDate date,
    Instant firstStarted,
    Instant scanStartedAt,
    @Nullable String before,
    Map<String, String> carried,
    List<Table> tables) {
  public RunPlan {
    settings = new TreeMap<>(settings);
    carried = carried == null ? Map.of() : Map.copyOf(carried);
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param name the name in the manifest and in folders
   * @param tableId DynamoDB's id of the table, which changes if it is created anew; of an export its ARN
   * @param kind the access path that the filter leads to
   * @param index the index read instead of the table; null for the table itself
   * @param segments the number of segments of a Scan, of Queries, or of files
   * @param ranges the number of ranges of neighbouring segments, or of files; each is read by one task at a time
   * @param chunkUnits read units after which a chunk ends, at the next page; of an export those of a Scan
   * @param columns the columns of the table, found from the sample, as Spark's JSON
   * @param plannedFor read units consumed by the sample and the choice of an index
   * @param schema the schema for {@code schema.json}, without the counts that only the scan can give
   * @param until the end of the last window of changes that is exported for the run; null: none is
   * @param copied whether the changes of the table's Stream since the scan began are applied after it; that of the table of
   *     events is followed in any case where the settings say so
   */
  public record Table(
      String name,
      String arn,
      String tableId,
      List<String> keys,
      AccessPath.Kind kind,
      @Nullable String index,
      int segments,
      int ranges,
      double chunkUnits,
      JsonNode columns,
      double plannedFor,
      JsonNode schema,
      @Nullable Instant until,
      boolean copied) {
    public Table {
      keys = List.copyOf(keys);
    }

    /** Returns the access path. A resumed run must have an equal one. */
    @JsonIgnore
    public AccessPath.Outline path() {
      return new AccessPath.Outline(kind, index, segments, ranges);
    }
  }

  /** Reads the plan of a run; empty if it has none. */
  public static Optional<RunPlan> find(Documents documents, String runId) {
    String path = RunPaths.plan(runId);
    return documents.read(path).map(json -> parse(documents, runId, json));
  }

  /** Stores this plan as the run's plan, unless there is one already. Returns the stored one. */
  public RunPlan adopt(Documents documents) {
    byte[] stored = Once.store(documents, RunPaths.plan(runId), Json.write(this));
    return parse(documents, runId, stored);
  }

  private static RunPlan parse(Documents documents, String runId, byte[] json) {
    String location = documents.location(RunPaths.plan(runId));
    RunPlan plan = DocumentFormats.read(runId, json, RunPlan.class, location);
    if (!plan.runId().equals(runId)) {
      throw new ResourceUnavailableException(
          location + " is the plan of another run", "Restore it, or give another --run-id.");
    }
    return plan;
  }

  /** Returns the keys of settings that differ from those of the run. */
  public SortedSet<String> differing(RunSettings others) {
    return others.differing(settings);
  }

  /** Returns the ARNs of all tables in any role. Retention counts runs of the same tables. */
  @JsonIgnore
  public SortedSet<String> arns() {
    SortedSet<String> arns = new TreeSet<>();
    tables.forEach(table -> arns.add(table.arn()));
    return arns;
  }
}
