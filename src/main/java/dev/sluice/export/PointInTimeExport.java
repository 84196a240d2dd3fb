package dev.sluice.export;

import dev.sluice.table.AwsSettings;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A point-in-time export of a table: full, whose records are items, or incremental, whose records are changes.
 *
 * @param folder where its manifests lie; not an ARN
 * @param files its data files, in the order of their names
 * @param ttlAttribute the table's TTL attribute, which tells removals by TTL; null: it has none, or it is not known
 */
public record PointInTimeExport(
    ExportLocation folder,
    ExportSummary summary,
    List<DataFile> files,
    @Nullable String ttlAttribute)
    implements Serializable {
  public PointInTimeExport {
    files = List.copyOf(files);
  }

  /**
   * Reads the manifests of an export, and checks that all of its files are there.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the export is unfinished or damaged, or cannot be
   *     reached
   */
  public static PointInTimeExport open(ExportLocation location, AwsSettings aws) {
    ExportLocation folder = location.isArn() ? DescribedExport.folder(location, aws) : location;
    ExportFolder files = ExportFolders.at(folder, aws);
    ExportSummary summary = ExportSummary.read(files);
    if (location.isArn() && !location.text().equals(summary.exportArn())) {
      throw ExportFailures.refused(
          location, "is not in its folder, but " + summary.exportArn() + " is", "Name the folder.");
    }
    return new PointInTimeExport(folder, summary, ManifestFiles.read(files, summary), null);
  }

  /** Returns the same export of a table with this TTL attribute. */
  public PointInTimeExport expiringBy(@Nullable String attribute) {
    return new PointInTimeExport(folder, summary, files, attribute);
  }

  /** Returns the size of the data files in bytes. */
  public long fileBytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }

  /** Returns the size of the table; at least that of the files. */
  public long sizeBytes() {
    Long billed = summary.billedSizeBytes();
    return Math.max(billed == null ? 0 : billed, fileBytes());
  }

  /**
   * Divides the files into tasks of similar size, the largest task first. The same number of tasks gives the same
   * division.
   */
  public List<List<DataFile>> divided(int tasks) {
    return FileDivision.of(files, tasks);
  }
}
