package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first start of a run. Every further start continues with the same values.
 *
 * @param date the logical day, or the last day of a span
 * @param firstStarted the instant by which items count as expired
 * @param from the first day of a span whose figures the run computes; null: the look-back decides
 */
public record Begun(
    int format,
    LocalDate date,
    Instant firstStarted,
    @Nullable LocalDate from) {
  /** Records the start of a run, unless it has begun before. Returns the recorded start. */
  public static Begun of(Documents documents, String runId, LocalDate date, Instant now) {
    return of(documents, runId, date, null, now);
  }

  /** Records the start of a run of a span of days, unless it has begun before. Returns the recorded start. */
  public static Begun of(
      Documents documents, String runId, LocalDate date, @Nullable LocalDate from, Instant now) {
    Begun mine = new Begun(DocumentFormats.CURRENT, date, now, from);
    return read(documents, runId, Once.store(documents, RunPaths.begun(runId), Json.write(mine)));
  }

  /** Returns the start of a run of which only the snapshot remains. */
  public static Begun unrecorded(LocalDate date, Instant now) {
    return new Begun(DocumentFormats.CURRENT, date, now, null);
  }

  /** Reads the start of a run; empty if it has not begun. */
  public static Optional<Begun> find(Documents documents, String runId) {
    return documents.read(RunPaths.begun(runId)).map(json -> read(documents, runId, json));
  }

  private static Begun read(Documents documents, String runId, byte[] json) {
    return DocumentFormats.read(
        runId, json, Begun.class, documents.location(RunPaths.begun(runId)));
  }
}
