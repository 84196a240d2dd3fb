package dev.sluice.dataset.lake;

import dev.sluice.dataset.layout.DaySpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * The days in which two snapshots of a table may have different rows: those of the files that only one of the two has,
 * whoever has committed them. No data is read, and of Iceberg's lists of files only those that the two do not share.
 */
final class ChangedDays {
  private final Table table;
  private final Map<Integer, Integer> ordinals = new HashMap<>();

  private ChangedDays(Table table) {
    this.table = table;
  }

  /** A file with rows, or with positions of deleted rows. */
  private record DayFile(String location, @Nullable LocalDate day) {}

  /** A file of a table that is not divided by day. */
  private static final class UndividedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Returns the days; empty if they cannot be told: a snapshot has expired, or the table is not divided by day.
   *
   * @param one id of a snapshot; the order of the two does not matter
   */
  static Optional<DaySpans> between(Table table, long one, long other) {
    table.refresh();
    @Nullable Snapshot first = table.snapshot(one);
    @Nullable Snapshot second = table.snapshot(other);
    if (first == null || second == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ChangedDays(table).between(first, second));
    } catch (UndividedException e) {
      return Optional.empty();
    }
  }

  private DaySpans between(Snapshot one, Snapshot other) {
    Map<String, ManifestFile> these = manifests(one);
    Map<String, ManifestFile> those = manifests(other);
    Set<DayFile> mine = files(these, those.keySet());
    Set<DayFile> others = files(those, these.keySet());
    Set<DayFile> shared = new HashSet<>(mine);
    shared.retainAll(others);
    mine.addAll(others);
    mine.removeAll(shared);
    Set<LocalDate> days =
        mine.stream().map(DayFile::day).filter(Objects::nonNull).collect(Collectors.toSet());
    return DaySpans.of(days, mine.stream().anyMatch(file -> file.day() == null));
  }

  private Map<String, ManifestFile> manifests(Snapshot snapshot) {
    Map<String, ManifestFile> manifests = new HashMap<>();
    snapshot.allManifests(table.io()).forEach(manifest -> manifests.put(manifest.path(), manifest));
    return manifests;
  }

  private Set<DayFile> files(Map<String, ManifestFile> manifests, Set<String> without) {
    Set<DayFile> files = new HashSet<>();
    manifests.forEach((path, manifest) -> {
      if (!without.contains(path)) {
        add(manifest, files);
      }
    });
    return files;
  }

  private void add(ManifestFile manifest, Set<DayFile> files) {
    try (CloseableIterable<? extends ContentFile<?>> live =
        manifest.content() == ManifestContent.DATA
            ? ManifestFiles.read(manifest, table.io(), table.specs())
            : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
      live.forEach(file -> files.add(new DayFile(file.location(), day(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable LocalDate day(ContentFile<?> file) {
    int ordinal = ordinals.computeIfAbsent(file.specId(), this::ordinal);
    @Nullable Integer days = file.partition().get(ordinal, Integer.class);
    return days == null ? null : LocalDate.ofEpochDay(days);
  }

  private int ordinal(int specId) {
    PartitionSpec spec = Objects.requireNonNull(table.specs().get(specId));
    for (int i = 0; i < spec.fields().size(); i++) {
      PartitionField field = spec.fields().get(i);
      if (field.transform().isIdentity() && field.name().equals(LakeColumns.DAY)) {
        return i;
      }
    }
    throw new UndividedException();
  }
}
