package dev.sluice.demo.export;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export.
 *
 * @param tableCreated when its table was created
 * @param exportTime the point in time of a full export, or the end of the window
 * @param due when it will be finished
 * @param billedBytes the size of the table
 * @param itemCount the number of its records
 * @param records dropped when it has been finished
 * @param planned the failure with which it will end; null: none
 * @param end null: in progress
 */
record Export(
    String arn,
    String token,
    Instant tableCreated,
    ExportRequest request,
    Instant exportTime,
    Instant started,
    Instant due,
    long billedBytes,
    long itemCount,
    List<ExportRecord> records,
    @Nullable Failure planned,
    @Nullable End end) {
  /** The reason why an export has failed. */
  record Failure(String code, String message) {}

  /**
   * The end of an export.
   *
   * @param failure null: it is completed
   */
  record End(Instant time, @Nullable Failure failure) {}

  /** Returns the same export, ended. */
  Export ended(End how) {
    return new Export(
        arn,
        token,
        tableCreated,
        request,
        exportTime,
        started,
        due,
        billedBytes,
        itemCount,
        List.of(),
        planned,
        how);
  }

  /** Returns {@code IN_PROGRESS}, {@code COMPLETED} or {@code FAILED}. */
  String status() {
    End ended = end;
    return ended == null ? "IN_PROGRESS" : ended.failure() == null ? "COMPLETED" : "FAILED";
  }

  /** Returns the last part of its ARN. */
  String id() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Returns the prefix of all exports in its bucket, with a slash at its end unless it is empty. */
  private String root() {
    String prefix = request.prefix() == null ? "" : request.prefix();
    return (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/") + "AWSDynamoDB/";
  }

  /** Returns the key prefix of its manifests, with a slash at its end. */
  String folder() {
    return root() + id() + "/";
  }

  /** Returns the key prefix of its data files: one folder for all incremental exports under the same prefix. */
  String dataFolder() {
    return (request.window() == null ? folder() : root()) + "data/";
  }
}
