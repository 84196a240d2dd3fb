package dev.sluice.job;

import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Documents;
import dev.sluice.job.args.RunId;
import dev.sluice.summary.PublicationStore;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Records of publications about their rows: {@code publications/<run-id>/<number>-<digest>.bin}, each written once. The
 * summary table says which of them to read, so names are checked: a table can hold any text.
 *
 * <p>A span of days reads them and leaves none: the next night would compare its rows with those few, and ask for all
 * others. So it compares with the night before, and asks for those that the span may have changed.
 *
 * @param days those of the publication
 */
record PublicationFiles(Documents documents, FigureDays days) implements PublicationStore {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");
  private static final String BINARY = "application/octet-stream";

  @Override
  public Optional<byte[]> find(String runId, int number, String digest) {
    return RunId.isAllowed(runId) && DIGEST.matcher(digest).matches()
        ? documents.read(path(runId, number, digest))
        : Optional.empty();
  }

  @Override
  public void store(String runId, int number, String digest, byte[] content) {
    if (!days.isSpan()) {
      documents.create(path(runId, number, digest), content, BINARY);
    }
  }

  private static String path(String runId, int number, String digest) {
    return RunPaths.publications(runId) + "/" + number + "-" + digest + ".bin";
  }
}
