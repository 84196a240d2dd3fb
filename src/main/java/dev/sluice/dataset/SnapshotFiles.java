package dev.sluice.dataset;

import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files that lie under one run's prefix; they are listed one by one, and never held all at once. */
final class SnapshotFiles {
  private static final String MANIFEST = "manifest.json";

  private final Store store;
  private final String folder;

  SnapshotFiles(Store store, String runId) {
    this.store = store;
    this.folder = RunPaths.snapshot(runId);
  }

  /**
   * What is otherwise than it should be, paths relative to the snapshot.
   *
   * @param extra what should not be there
   * @param resized what is there, with its bytes, which are not those that it should have
   */
  record Differences(
      SortedSet<String> missing, SortedSet<String> extra, SortedMap<String, Long> resized) {
    /** Whether the file is there as it should be. */
    boolean sound(String path) {
      return !missing.contains(path) && !resized.containsKey(path);
    }
  }

  /**
   * Compares what is there, but for the manifest, with what should be.
   *
   * @param wanted path → bytes
   */
  Differences compare(Map<String, Long> wanted) {
    SortedSet<String> missing = new TreeSet<>(wanted.keySet());
    SortedSet<String> extra = new TreeSet<>();
    SortedMap<String, Long> resized = new TreeMap<>();
    store.list(folder, (path, bytes) -> {
      if (path.length() <= folder.length()) {
        // a file where the folder should be
        return;
      }
      String file = path.substring(folder.length() + 1);
      Long should = wanted.get(file);
      missing.remove(file);
      if (should == null && !file.equals(MANIFEST)) {
        extra.add(file);
      } else if (should != null && should != bytes) {
        resized.put(file, bytes);
      }
    });
    return new Differences(missing, extra, resized);
  }

  /** The same with what a manifest lists. */
  Differences compare(Manifest manifest) {
    Map<String, Long> wanted = new HashMap<>();
    manifest.files().forEach(file -> wanted.put(file.path(), file.bytes()));
    return compare(wanted);
  }

  /** Whether all that a manifest lists is there, its schema at least, with the bytes that it should have. */
  boolean isWhole(Manifest manifest) {
    Differences differences = compare(manifest);
    return manifest.files().stream().anyMatch(file -> file.path().equals("schema.json"))
        && differences.missing().isEmpty()
        && differences.resized().isEmpty();
  }

  /**
   * Checks that what a manifest is about to list is there as it was when it was written.
   *
   * @throws ResourceUnavailableException where a file is missing or has other bytes
   */
  void mustBeThere(Manifest manifest) {
    Differences differences = compare(manifest);
    for (Manifest.FileEntry file : manifest.files()) {
      if (!differences.sound(file.path())) {
        Long found = differences.resized().get(file.path());
        throw new ResourceUnavailableException(
            store.location(folder + "/" + file.path()) + " was written with " + file.bytes()
                + " bytes, now it " + (found == null ? "is missing" : "has " + found),
            "Restore it, or start again under another --run-id.");
      }
    }
  }

  /**
   * Removes what lost attempts left.
   *
   * @param manifest as it is stored: what it lists stays, whatever else anybody knows
   */
  void tidy(Manifest manifest) {
    compare(manifest).extra().forEach(path -> store.delete(folder + "/" + path));
  }
}
