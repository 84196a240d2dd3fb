package dev.sluice.export;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where, and how, DynamoDB writes the exports that Sluice requests.
 *
 * @param bucket the name of the bucket
 * @param prefix the key prefix within the bucket; null: none
 * @param kmsKey the id, ARN or alias of the KMS key that encrypts the files; null: S3's own keys
 * @param bucketOwner the account that owns the bucket, 12 digits; null: the account of the table
 */
public record ExportDestination(
    String bucket,
    @Nullable String prefix,
    ExportFormat format,
    @Nullable String kmsKey,
    @Nullable String bucketOwner)
    implements Serializable {
  /** Returns the key prefix below which the exports lie: {@code prefix/AWSDynamoDB}. */
  public String root() {
    String within = prefix == null ? "" : prefix;
    return within + (within.isEmpty() || within.endsWith("/") ? "" : "/") + "AWSDynamoDB";
  }
}
