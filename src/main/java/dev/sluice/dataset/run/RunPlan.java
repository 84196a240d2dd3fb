package dev.sluice.dataset.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
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
 * What a run has decided before it reads, in {@code runs/<run-id>/plan.json}, written once: every holder and every start
 * goes on with it.
 *
 * @param planId tells the records of this plan from those of one that was removed; random
 * @param settings that decide what the snapshot holds, key by key
 * @param date the logical day
 * @param firstStarted items past their TTL by then are expired
 * @param scanStartedAt what snapshots and figures are ordered by: by DynamoDB's clock, before the first page
 * @param before the run whose snapshot {@code latest.json} named then; null: there was none
 * @param carried documents of that snapshot that are carried on, by name
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
   * @param name by which the manifest and the folders call it
   * @param tableId what DynamoDB calls this incarnation of the table
   * @param kind scan or query: what the filter was turned into
   * @param index that is read instead of the table; null: the table itself
   * @param segments of a Scan, or Queries
   * @param ranges of neighbouring segments, each read by one task at a time
   * @param chunkUnits read units after which a range's reading is recorded, at the next page
   * @param columns of the table, found from the sample, as Spark's JSON
   * @param plannedFor read units that the sample and the choice of an index consumed
   * @param schema as {@code schema.json} will have it, but for what only the scan can tell
   */
  public record Table(
      String name,
      String arn,
      String tableId,
      List<String> keys,
      String kind,
      @Nullable String index,
      int segments,
      int ranges,
      double chunkUnits,
      JsonNode columns,
      double plannedFor,
      JsonNode schema) {
    public Table {
      keys = List.copyOf(keys);
    }
  }

  /** Reads the plan of a run; empty if it has none. */
  public static Optional<RunPlan> find(Documents documents, String runId) {
    String path = RunPaths.plan(runId);
    return documents.read(path).map(json -> parse(documents, runId, json));
  }

  /** Makes it the run's plan, unless it has one already; the one that counts. */
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

  /** Which of these settings are not those that the run began with. */
  public SortedSet<String> differing(RunSettings others) {
    return others.differing(settings);
  }

  /** The tables that it reads, whatever they are to the job: retention counts runs of the same ones. */
  @JsonIgnore
  public SortedSet<String> arns() {
    SortedSet<String> arns = new TreeSet<>();
    tables.forEach(table -> arns.add(table.arn()));
    return arns;
  }
}
