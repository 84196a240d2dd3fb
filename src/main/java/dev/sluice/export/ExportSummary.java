package dev.sluice.export;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The summary of an export, as {@code manifest-summary.json} states it.
 *
 * @param exportTime the point in time whose items the export has; null for an incremental export
 * @param billedSizeBytes the size of the table; null: not stated
 * @param outputFormat {@code DYNAMODB_JSON} or {@code ION}
 * @param exportType null: a full export
 */
public record ExportSummary(
    String version,
    String exportArn,
    String tableArn,
    @Nullable Instant exportTime,
    @Nullable Long billedSizeBytes,
    Long itemCount,
    String outputFormat,
    @Nullable String exportType)
    implements Serializable {
  private static final String NAME = "manifest-summary";
  private static final Set<String> VERSIONS = Set.of("2020-06-30", "2023-08-01");
  private static final String FULL = "FULL_EXPORT";

  /**
   * Reads the summary of a full export.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the export is unfinished, damaged, or none that can be
   *     read
   */
  static ExportSummary read(ExportFolder folder) {
    ManifestDocument document = new ManifestDocument(folder, NAME);
    Optional<byte[]> json = document.read();
    ExportSummary summary =
        document.parse(json.orElseThrow(() -> unfinished(folder)), ExportSummary.class);
    summary.check(folder.location());
    return summary;
  }

  private static RuntimeException unfinished(ExportFolder folder) {
    boolean started = folder.read("_started") != null || !folder.list("data").isEmpty();
    return ExportFailures.refused(
        folder.location(),
        "has no " + NAME + ".json"
            + (started ? ": it is unfinished, or has failed" : ", so there is no export"),
        started
            ? "Wait until DynamoDB has finished it; DescribeExport shows its state."
            : "Name the folder that holds " + NAME + ".json, …/AWSDynamoDB/<id>.");
  }

  private void check(ExportLocation export) {
    if (!VERSIONS.contains(version)) {
      throw ExportFailures.refused(
          export,
          "has version " + version + ", which is not known",
          "This release reads the versions " + VERSIONS.stream().sorted().toList() + ".");
    }
    if (exportType != null && !exportType.equals(FULL)) {
      throw ExportFailures.refused(
          export,
          "is of type " + exportType + ": changes, not the items of the table",
          "Name a full export.");
    }
    if (ExportFormat.of(outputFormat).isEmpty()) {
      throw ExportFailures.refused(
          export,
          "has output format " + outputFormat + ", which is not read",
          "Export the table as DYNAMODB_JSON or ION.");
    }
    if (exportTime == null) {
      throw ExportFailures.refused(
          export,
          "states no exportTime",
          "Copy " + NAME + ".json again from where it was written.");
    }
  }

  /** Returns the point in time whose items the export has. */
  public Instant time() {
    if (exportTime == null) {
      throw new IllegalStateException("checked when it was read");
    }
    return exportTime;
  }

  /** Returns the export's id, the last part of its ARN. */
  String id() {
    return exportArn.substring(exportArn.lastIndexOf('/') + 1);
  }

  ExportFormat format() {
    return ExportFormat.of(outputFormat).orElseThrow();
  }

  /** Returns the name of the exported table. */
  public String tableName() {
    return tableArn.substring(tableArn.lastIndexOf('/') + 1);
  }

  /**
   * Returns whether the export is of this table.
   *
   * @param table name or ARN
   */
  public boolean isOf(String table) {
    return table.startsWith("arn:") ? table.equals(tableArn) : table.equals(tableName());
  }
}
