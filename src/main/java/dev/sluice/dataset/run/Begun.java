package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The beginning of a run: what it was first started as. However often it is started again, it goes on with the same.
 *
 * @param date the logical day
 * @param firstStarted items past their TTL by then are expired
 */
public record Begun(int format, LocalDate date, Instant firstStarted) {
  /** Of a run that begins now, unless it has begun before. */
  public static Begun of(Documents documents, String runId, LocalDate date, Instant now) {
    Begun mine = new Begun(DocumentFormats.CURRENT, date, now);
    return read(documents, runId, Once.store(documents, RunPaths.begun(runId), Json.write(mine)));
  }

  /** Of what goes on with a snapshot whose run has left nothing else. */
  public static Begun unrecorded(LocalDate date, Instant now) {
    return new Begun(DocumentFormats.CURRENT, date, now);
  }

  /** Of a run that has begun before. */
  public static Optional<Begun> find(Documents documents, String runId) {
    return documents.read(RunPaths.begun(runId)).map(json -> read(documents, runId, json));
  }

  private static Begun read(Documents documents, String runId, byte[] json) {
    return DocumentFormats.read(
        runId, json, Begun.class, documents.location(RunPaths.begun(runId)));
  }
}
