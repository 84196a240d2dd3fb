package dev.sluice.demo.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for an export, without its client token. Two requests with the same token must be equal.
 *
 * @param type null: not stated, a full export
 * @param time the point in time of a full export; null: that of the request
 * @param window the time of an incremental export; null: a full one
 */
record ExportRequest(
    String tableArn,
    String bucket,
    @Nullable String bucketOwner,
    @Nullable String prefix,
    @Nullable String encryption,
    @Nullable String kmsKey,
    DataFormat format,
    @Nullable String type,
    @Nullable Instant time,
    @Nullable Window window) {
  static final String FULL = "FULL_EXPORT";
  static final String INCREMENTAL = "INCREMENTAL_EXPORT";

  /** The form of a table's ARN. */
  static final Pattern TABLE =
      Pattern.compile("arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\\d{12}:table/([a-zA-Z0-9_.-]{3,255})");

  private static final String KMS = "KMS";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][.\\-\\w]*[a-z0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  /**
   * The time of an incremental export.
   *
   * @param from inclusive
   * @param to exclusive; null: the latest time that can be exported
   * @param view {@code NEW_AND_OLD_IMAGES} or {@code NEW_IMAGE}
   */
  record Window(Instant from, @Nullable Instant to, String view) {
    static final String BOTH = "NEW_AND_OLD_IMAGES";

    private static Window of(Parameters given) {
      Instant from = given.time("ExportFromTime");
      Instant to = given.time("ExportToTime");
      String view = given.oneOf("ExportViewType", List.of("NEW_IMAGE", BOTH));
      if (from == null) {
        throw ServiceException.missing("incrementalExportSpecification.exportFromTime");
      }
      return new Window(from, to, view == null ? BOTH : view);
    }

    /** Returns its end, exclusive. */
    Instant end(Instant latest) {
      return to == null ? latest.truncatedTo(ChronoUnit.SECONDS) : to;
    }
  }

  /**
   * Parses a request.
   *
   * @throws ServiceException if it is not valid
   */
  static ExportRequest of(Parameters given) {
    String arn = given.text("TableArn");
    if (!TABLE.matcher(arn).matches()) {
      throw ServiceException.invalid("Invalid TableArn: " + arn);
    }
    given.text("S3Bucket");
    String encryption = given.oneOf("S3SseAlgorithm", List.of("AES256", KMS));
    String key = given.optional("S3SseKmsKeyId");
    if (key != null && !KMS.equals(encryption)) {
      throw ServiceException.invalid(
          "S3SseKmsKeyId must not be given unless S3SseAlgorithm is KMS");
    }
    String format = given.oneOf("ExportFormat", DataFormat.names());
    String type = given.oneOf("ExportType", List.of(FULL, INCREMENTAL));
    Parameters window = given.in("IncrementalExportSpecification");
    boolean incremental = INCREMENTAL.equals(type);
    if (incremental == (window == null)) {
      throw ServiceException.invalid("IncrementalExportSpecification must be given if, and only if,"
          + " ExportType is INCREMENTAL_EXPORT");
    }
    return new ExportRequest(
        arn,
        String.valueOf(given.matching("S3Bucket", BUCKET)),
        given.matching("S3BucketOwner", ACCOUNT),
        given.optional("S3Prefix"),
        encryption,
        key,
        format == null ? DataFormat.DYNAMODB_JSON : DataFormat.valueOf(format),
        type,
        given.time("ExportTime"),
        window == null ? null : Window.of(window));
  }

  /** Returns the table's name. */
  String table() {
    return tableArn.substring(tableArn.lastIndexOf('/') + 1);
  }

  /** Returns the table's account. */
  String account() {
    return tableArn.split(":", -1)[4];
  }

  /** Returns the type, stated or not. */
  String exportType() {
    return window == null ? FULL : INCREMENTAL;
  }
}
