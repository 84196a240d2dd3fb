package dev.sluice.dataset.run;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import java.util.Optional;

/**
 * The access path that a run with {@code source.kind = auto} chooses, in {@code runs/<run-id>/access-path.json}, written
 * once: prices, sizes and permissions may change before the run has a plan, and an export that is requested is paid.
 *
 * @param kind a scan, which becomes Queries if the filter requires keys, an export that is there, or one that is requested
 * @param why the reason, for people
 * @param consumedReadUnits read units of the sample by which it was chosen; 0 if none was needed
 */
public record PathChoice(int format, AccessPath.Kind kind, String why, double consumedReadUnits) {
  /** Creates a choice that took no sample. */
  public static PathChoice of(AccessPath.Kind kind, String why) {
    return new PathChoice(DocumentFormats.CURRENT, kind, why, 0);
  }

  /** Returns the same choice after a sample that consumed these read units. */
  public PathChoice after(double readUnits) {
    return new PathChoice(format, kind, why, readUnits);
  }

  /** Reads the choice of a run; empty if it has made none. */
  public static Optional<PathChoice> find(Documents documents, String runId) {
    return documents.read(RunPaths.pathChoice(runId)).map(json -> read(documents, runId, json));
  }

  /** Stores this choice as the run's, unless it has made one. Returns the stored one. */
  public PathChoice adopt(Documents documents, String runId) {
    String path = RunPaths.pathChoice(runId);
    return read(documents, runId, Once.store(documents, path, Json.write(this)));
  }

  private static PathChoice read(Documents documents, String runId, byte[] json) {
    String location = documents.location(RunPaths.pathChoice(runId));
    return DocumentFormats.read(runId, json, PathChoice.class, location);
  }
}
