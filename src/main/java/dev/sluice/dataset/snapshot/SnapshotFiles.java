package dev.sluice.dataset.snapshot;

import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files in the folder of one run's snapshot. They are listed one by one, and never held in memory all at once. */
public final class SnapshotFiles {
  private static final String MANIFEST = "manifest.json";

  private final Store store;
  private final String folder;

  /** Takes the files of a run. */
  public SnapshotFiles(Store store, String runId) {
    this.store = store;
    this.folder = RunPaths.snapshot(runId);
  }

  /**
   * Differences between files and manifest. Paths are relative to the snapshot.
   *
   * @param extra files that are not in the manifest
   * @param resized files of a different size, with their actual bytes
   */
  record Differences(
      SortedSet<String> missing, SortedSet<String> extra, SortedMap<String, Long> resized) {
    /** Returns whether the file exists and has its expected size. */
    boolean sound(String path) {
      return !missing.contains(path) && !resized.containsKey(path);
    }
  }

  /**
   * Compares the existing files, except the manifest, with the wanted ones.
   *
   * @param wanted path → bytes
   */
  Differences compare(Map<String, Long> wanted) {
    SortedSet<String> missing = new TreeSet<>(wanted.keySet());
    SortedSet<String> extra = new TreeSet<>();
    SortedMap<String, Long> resized = new TreeMap<>();
    store.list(folder, (path, bytes) -> {
      if (path.length() <= folder.length()) {
        // a file in place of the folder
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

  /** Compares the existing files with those of a manifest. */
  Differences compare(Manifest manifest) {
    Map<String, Long> wanted = new HashMap<>();
    manifest.files().forEach(file -> wanted.put(file.path(), file.bytes()));
    return compare(wanted);
  }

  /** Returns whether all files of a manifest exist with their sizes, including the schema. */
  boolean isWhole(Manifest manifest) {
    Differences differences = compare(manifest);
    return manifest.files().stream().anyMatch(file -> file.path().equals("schema.json"))
        && differences.missing().isEmpty()
        && differences.resized().isEmpty();
  }

  /**
   * Checks that all files of a manifest exist, before the manifest is stored.
   *
   * @throws ResourceUnavailableException if a file is missing or has another size
   */
  public void mustBeThere(Manifest manifest) {
    Differences differences = compare(manifest);
    for (FileEntry file : manifest.files()) {
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
   * Removes the files of failed attempts.
   *
   * @param manifest the stored manifest; the files that it lists stay
   */
  public void tidy(Manifest manifest) {
    compare(manifest).extra().forEach(path -> store.delete(folder + "/" + path));
  }
}
