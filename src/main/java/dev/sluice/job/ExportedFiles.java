package dev.sluice.job;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The files of the exports that the demo's runs request.
 *
 * @param s3 which the caller closes
 */
record ExportedFiles(S3Client s3, String bucket, String prefix) {
  private static final String DATA = "/data/";

  /** Returns the bytes of the items and changes in all exports so far, as they are compressed. */
  long bytes() {
    return s3
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix + "/"))
        .contents()
        .stream()
        .filter(file -> file.key().contains(DATA))
        .mapToLong(S3Object::size)
        .sum();
  }

  /** Deletes all exports. */
  void delete() {
    s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix + "/"))
        .contents()
        .forEach(file -> s3.deleteObject(delete -> delete.bucket(bucket).key(file.key())));
  }
}
