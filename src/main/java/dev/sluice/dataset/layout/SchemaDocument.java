package dev.sluice.dataset.layout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code schema.json}: the columns of a snapshot's files.
 *
 * @param tables table name → schema
 * @param derived name of the dataset → Spark's own JSON of its schema, including column metadata
 */
public record SchemaDocument(
    Map<String, TableSchema> tables,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, JsonNode> derived) {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaDocument.class);

  public SchemaDocument {
    // absent in documents of earlier versions
    derived = derived == null ? Map.of() : derived;
  }

  /** The document without tables, for a run that has none. */
  public static final SchemaDocument EMPTY = new SchemaDocument(Map.of(), Map.of());

  /**
   * Reads the schema document of a run; without tables if the run has none.
   *
   * @throws ResourceUnavailableException if it is damaged
   */
  public static SchemaDocument read(Store store, String runId) {
    String path = RunPaths.schema(runId);
    return store
        .read(path)
        .map(json -> Json.read(json, SchemaDocument.class, store.location(path))
            .checked(store.location(path)))
        .orElseGet(() -> EMPTY);
  }

  /**
   * Reads the schema of a table in an earlier snapshot; empty if there is none, or it does not contain this table.
   *
   * @param before the state of the run that made the earlier snapshot
   * @param arn the ARN of the table, because another table may have had its name then
   * @param afresh whether columns are found anew; then a damaged document is skipped with a warning
   * @throws ResourceUnavailableException if it is damaged
   */
  public static Optional<TableSchema.Baseline> baseline(
      Store store, Optional<RunState> before, String arn, boolean afresh) {
    return before.flatMap(run -> name(run, arn)
        .flatMap(name -> Optional.ofNullable(earlier(store, run.runId(), afresh).get(name)))
        .map(then -> new TableSchema.Baseline(run.runId(), then)));
  }

  private static Map<String, TableSchema> earlier(Store store, String runId, boolean afresh) {
    try {
      return read(store, runId).tables();
    } catch (ResourceUnavailableException damaged) {
      if (afresh) {
        LOG.warn("The changes since snapshot {} are not known: {}", runId, damaged.problem());
        return Map.of();
      }
      throw new ResourceUnavailableException(
          damaged.problem() + "; columns continue those of that snapshot",
          "Restore it, or set sluice.dataset.afresh = true for one run: columns are found anew then.",
          damaged);
    }
  }

  private static Optional<String> name(RunState run, String arn) {
    return run.tables().entrySet().stream()
        .filter(table -> table.getValue().arn().equals(arn))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns the document if every schema in it is a Spark schema. */
  private SchemaDocument checked(String location) {
    tables.values().stream()
        .flatMap(table -> Stream.concat(Stream.of(table), table.entities().values().stream()))
        .forEach(table -> TableSchema.struct(table.schema(), location));
    derived.values().forEach(schema -> TableSchema.struct(schema, location));
    return this;
  }
}
