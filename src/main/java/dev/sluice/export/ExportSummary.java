package dev.sluice.export;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The summary of an export, as {@code manifest-summary.json} states it.
 *
 * @param tableId DynamoDB's id of the table; null: not stated
 * @param exportTime the point in time whose items a full export has; null for an incremental export
 * @param exportFromTime the point in time from which an incremental export has changes; null for a full export
 * @param exportToTime the point in time before which it has changes; null for a full export
 * @param outputView the {@link ExportView} of an incremental export; null for a full export
 * @param billedSizeBytes the size of the table; null: not stated
 * @param outputFormat {@code DYNAMODB_JSON} or {@code ION}
 * @param exportType null: a full export
 */
public record ExportSummary(
    String version,
    String exportArn,
    String tableArn,
    @Nullable String tableId,
    @Nullable Instant exportTime,
    @Nullable Instant exportFromTime,
    @Nullable Instant exportToTime,
    @Nullable String outputView,
    @Nullable Long billedSizeBytes,
    Long itemCount,
    String outputFormat,
    @Nullable String exportType)
    implements Serializable {
  private static final Set<String> VERSIONS = Set.of("2020-06-30", "2023-08-01");
  private static final String FULL = "FULL_EXPORT";
  private static final String INCREMENTAL = "INCREMENTAL_EXPORT";

  /**
   * Reads the summary of an export.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the export is unfinished, damaged, or none that can be
   *     read
   */
  static ExportSummary read(ExportFolder folder) {
    if (folder.isFile()) {
      throw new NoExport(folder).ofFile();
    }
    ManifestDocument document = new ManifestDocument(folder, ManifestDocument.SUMMARY);
    Optional<byte[]> json = document.read();
    ExportSummary summary =
        document.parse(json.orElseThrow(() -> new NoExport(folder).refusal()), ExportSummary.class);
    summary.check(folder.location());
    return summary;
  }

  private void check(ExportLocation export) {
    if (!VERSIONS.contains(version)) {
      throw ExportFailures.refused(
          export,
          "has version " + version + ", which is not known",
          "This release reads the versions " + VERSIONS.stream().sorted().toList() + ".");
    }
    if (!isIncremental() && exportType != null && !exportType.equals(FULL)) {
      throw ExportFailures.refused(
          export,
          "is of type " + exportType + ", which is not known",
          "This release reads the types " + FULL + " and " + INCREMENTAL + ".");
    }
    if (ExportFormat.of(outputFormat).isEmpty()) {
      throw ExportFailures.refused(
          export,
          "has output format " + outputFormat + ", which is not read",
          "Export the table as DYNAMODB_JSON or ION.");
    }
    if (isIncremental()) {
      checkWindow(export);
      checkView(export);
    } else if (exportTime == null) {
      throw incomplete(export, "states no exportTime");
    }
  }

  private void checkWindow(ExportLocation export) {
    if (exportFromTime == null || exportToTime == null) {
      throw incomplete(
          export, "states no " + (exportFromTime == null ? "exportFromTime" : "exportToTime"));
    }
    if (!exportFromTime.isBefore(exportToTime)) {
      throw incomplete(
          export,
          "has changes from " + exportFromTime + " to " + exportToTime + ", which is no time");
    }
  }

  private void checkView(ExportLocation export) {
    if (outputView == null) {
      throw incomplete(export, "states no outputView");
    }
    if (ExportView.of(outputView).isEmpty()) {
      throw ExportFailures.refused(
          export,
          "has output view " + outputView + ", which is not known",
          "Export the changes with the view " + ExportView.NEW_AND_OLD_IMAGES + " or "
              + ExportView.NEW_IMAGES + ".");
    }
  }

  private static RuntimeException incomplete(ExportLocation export, String problem) {
    return ExportFailures.refused(
        export,
        problem,
        "Copy " + ManifestDocument.SUMMARY + ".json again from where it was written.");
  }

  /** Returns whether the export has changes, not the items of the table. */
  public boolean isIncremental() {
    return INCREMENTAL.equals(exportType);
  }

  /** Returns which images changes have; empty if it is a full export. */
  public Optional<ExportView> view() {
    return isIncremental()
        ? Optional.ofNullable(outputView).flatMap(ExportView::of)
        : Optional.empty();
  }

  /** Returns the point in time whose items the export has, or up to which it has changes. */
  public Instant time() {
    Instant time = isIncremental() ? exportToTime : exportTime;
    if (time == null) {
      throw new IllegalStateException("checked when it was read");
    }
    return time;
  }

  /** Returns what the export has, for people. */
  public String text() {
    return view()
        .map(view -> "changes from %s to %s (%s)".formatted(exportFromTime, exportToTime, view))
        .orElseGet(() -> "export of " + time());
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
