package dev.sluice.dataset;

import dev.sluice.failure.Unusable;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files that lie under one run's prefix. */
final class SnapshotFiles {
  private static final String MANIFEST = "manifest.json";

  private final Store store;
  private final String folder;

  SnapshotFiles(Store store, String runId) {
    this.store = store;
    this.folder = Root.snapshot(runId);
  }

  /** Every file but the manifest: path relative to the snapshot → bytes. */
  SortedMap<String, Long> sizes() {
    SortedMap<String, Long> sizes = new TreeMap<>();
    store
        .list(folder)
        .forEach((path, bytes) -> sizes.put(path.substring(folder.length() + 1), bytes));
    sizes.remove(MANIFEST);
    return sizes;
  }

  /** Removes what lost attempts of tasks left: all but the manifest's files. */
  void deleteStrays(Manifest manifest) {
    Set<String> kept =
        manifest.files().stream().map(Manifest.FileEntry::path).collect(Collectors.toSet());
    sizes().keySet().stream()
        .filter(path -> !kept.contains(path))
        .forEach(path -> store.delete(folder + "/" + path));
  }

  /** Checks that every file is there as it was when its footer was read. */
  void checkSizes(Manifest manifest) {
    Map<String, Long> sizes = sizes();
    for (Manifest.FileEntry file : manifest.files()) {
      Long found = sizes.get(file.path());
      if (found == null || found != file.bytes()) {
        throw new Unusable(
            store.location(folder + "/" + file.path()) + " was written with " + file.bytes()
                + " bytes, now it " + (found == null ? "is missing" : "has " + found),
            "Start again with the same run id; what is missing is read again.");
      }
    }
  }
}
