package dev.sluice.job.settings;

import dev.sluice.access.AccessPath;
import dev.sluice.export.ExportLocation;
import java.util.stream.Stream;

/** Checks settings of section {@code sluice.source} that are valid alone but not together. */
final class SourceChecks {
  private final Section source;

  SourceChecks(Section source) {
    this.source = source;
  }

  void check(SourceSettings settings) {
    capacity();
    export(settings.kind());
    withoutEffect(settings.kind());
  }

  private void capacity() {
    Section capacity = source.in("capacity");
    if (capacity.given("max-read-units") && capacity.given("percent")) {
      capacity.error(
          "percent", "is set, and capacity.max-read-units is too", "Set one of the two.");
    }
  }

  private void export(AccessPath.Kind kind) {
    Section export = source.in("export");
    if (kind == AccessPath.Kind.EXPORT && !source.given("export-path")) {
      source.error("export-path", "is missing", "Set " + ExportLocation.FORMS + ".");
    }
    if (kind != AccessPath.Kind.EXPORT
        && kind != AccessPath.Kind.AUTO
        && source.given("export-path")) {
      source.error(
          "export-path",
          "has no effect unless source.kind = export or auto",
          "Set source.kind = export, or leave it out.");
    }
    if (kind == AccessPath.Kind.PITR && !export.given("bucket")) {
      export.error(
          "bucket",
          "is missing: an export costs money, and is requested only where a bucket is named for it",
          "Set the bucket to which DynamoDB shall write the export, or source.kind = scan.");
    }
    Stream.of("prefix", "format", "kms-key", "bucket-owner")
        .filter(key -> export.given(key) && !export.given("bucket"))
        .forEach(key -> export.error(
            key, "has no effect without source.export.bucket", "Set the bucket, or leave it out."));
  }

  private void withoutEffect(AccessPath.Kind kind) {
    boolean export = kind == AccessPath.Kind.EXPORT
        || kind == AccessPath.Kind.PITR
        || (kind == AccessPath.Kind.AUTO && source.given("export-path"));
    if (export) {
      Stream.of("index", "segments", "consistent-read")
          .filter(source::given)
          .forEach(key -> source.error(key, "has no effect on an export", "Leave it out."));
    }
    if (kind == AccessPath.Kind.QUERY && source.given("segments")) {
      source.error(
          "segments",
          "has no effect with source.kind = query, which makes Queries and no Scan",
          "Leave it out, or set source.kind = scan.");
    }
  }
}
