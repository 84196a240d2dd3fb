package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ResourceUnavailableException;

/** Documents that are created once. Whoever comes second continues with the stored one. */
public final class Once {
  private Once() {}

  /** Creates a document unless there is one. Returns the stored content. */
  public static byte[] store(Documents documents, String path, byte[] content) {
    return documents.create(path, content, RunPaths.JSON)
        ? content
        : documents
            .read(path)
            .orElseThrow(() -> new ResourceUnavailableException(
                documents.location(path) + " was removed meanwhile",
                "The run was removed meanwhile, by retention or by hand: start again under a new"
                    + " --run-id."));
  }

  /** Creates a record as JSON unless there is one. Returns the stored record. */
  public static <T> T store(Documents documents, String path, Object mine, Class<T> type) {
    return Json.read(store(documents, path, Json.write(mine)), type, documents.location(path));
  }
}
