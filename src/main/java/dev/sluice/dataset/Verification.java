package dev.sluice.dataset;

import dev.sluice.failure.SluiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a snapshot's files with its manifest. */
final class Verification {
  private final Manifest manifest;
  private final SnapshotFiles files;
  private final List<String> differences = new ArrayList<>();

  Verification(Manifest manifest, SnapshotFiles files) {
    this.manifest = manifest;
    this.files = files;
  }

  /** A line for each difference. */
  List<String> differences() {
    Map<String, Long> found = files.sizes();
    Set<String> known =
        manifest.files().stream().map(Manifest.FileEntry::path).collect(Collectors.toSet());
    for (Manifest.FileEntry file : manifest.files()) {
      Long size = found.get(file.path());
      if (size == null) {
        differences.add("missing: " + file.path());
      } else {
        compare(file, size);
      }
    }
    found.keySet().stream()
        .filter(p -> !known.contains(p))
        .forEach(p -> differences.add("extra: " + p));
    compareCounts();
    return List.copyOf(differences);
  }

  private void compare(Manifest.FileEntry file, long size) {
    if (size != file.bytes()) {
      differences.add("size: %s has %d bytes, not %d".formatted(file.path(), size, file.bytes()));
    } else if (!files.sha256(file.path()).equals(file.sha256())) {
      differences.add("changed: " + file.path() + " has the same size but other content");
    }
    if (file.parquet()) {
      compareRows(file);
    }
  }

  private void compareRows(Manifest.FileEntry file) {
    try {
      long rows = files.footerRows(file.path());
      if (rows != file.rows()) {
        differences.add("rows: %s has %d rows, not %d".formatted(file.path(), rows, file.rows()));
      }
    } catch (SluiceException | IllegalArgumentException e) {
      differences.add("unreadable: " + file.path() + " is no whole Parquet file");
    } catch (RuntimeException e) {
      differences.add("unreadable: " + file.path() + ": " + e.getMessage());
    }
  }

  private void compareCounts() {
    manifest.tables().forEach((table, entry) -> {
      if (!entry.reconciles()) {
        differences.add("counts: " + table + " does not add up: " + entry);
      }
      long rows = manifest.files().stream()
          .filter(f -> f.belongsTo(table))
          .mapToLong(Manifest.FileEntry::rows)
          .sum();
      if (rows != entry.written()) {
        differences.add("counts: %s lists %d rows in files, %d written"
            .formatted(table, rows, entry.written()));
      }
    });
  }
}
