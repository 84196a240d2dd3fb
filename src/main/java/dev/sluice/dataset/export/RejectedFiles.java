package dev.sluice.dataset.export;

import dev.sluice.dataset.lake.LakeCommit;
import dev.sluice.dataset.lake.LakePosition;
import dev.sluice.dataset.lake.RejectedChanges;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.item.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The changes of a table that cannot be decoded: a file for each window, beside those of items. It has the name of the
 * position after the window, so that every start of the run finds it.
 *
 * @param table the table's name in the run
 * @param items the number of items of the table that could not be read either
 * @param allowed how many there may be of both
 */
record RejectedFiles(Documents store, String runId, String table, long items, long allowed)
    implements RejectedChanges {
  private static final String TYPE = "application/json";
  private static final String REASON =
      "{\"reason\":\"the change has a value that is none of DynamoDB's\",\"item\":";
  private static final int DIGITS = 16;

  @Override
  public long limit() {
    return allowed - items;
  }

  @Override
  public void keep(LakePosition end, List<String> changes, long earlier) {
    String lines = changes.stream()
        .sorted()
        .map(change -> REASON + change.replaceAll("[\r\n]", " ") + "}\n")
        .collect(Collectors.joining());
    store.write(location(path(end)), lines.getBytes(StandardCharsets.UTF_8), TYPE);
    long all = items + earlier + changes.size();
    if (all > allowed) {
      throw new DataGateException(
          "table " + table + ": at least " + all + " items and changes could not be read, "
              + allowed + " are allowed",
          "See them under rejected/" + table
              + " in the run's folder; raise sluice.source.max-rejects to let them pass and keep the"
              + " items' rows as they are, or load the table anew with --reload.");
    }
  }

  /** Returns the files of a run's commits. */
  List<FileEntry> of(List<LakeCommit> commits) {
    return commits.stream()
        .filter(commit -> commit.rejected() > 0)
        .map(this::entry)
        .toList();
  }

  private FileEntry entry(LakeCommit commit) {
    String path = path(commit.position());
    byte[] content = store
        .read(location(path))
        .orElseThrow(() -> new ResourceUnavailableException(
            store.location(location(path)) + " was removed meanwhile",
            "Restore it, or start again under a new --run-id."));
    return new FileEntry(path, commit.rejected(), content.length, Sha256.of(content));
  }

  private String path(LakePosition end) {
    String name = Sha256.of(end.properties().toString()).substring(0, DIGITS);
    return "rejected/" + table + "/changes-" + name + ".jsonl";
  }

  private String location(String path) {
    return RunPaths.snapshot(runId) + "/" + path;
  }
}
