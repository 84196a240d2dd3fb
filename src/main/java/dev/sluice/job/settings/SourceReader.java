package dev.sluice.job.settings;

import dev.sluice.access.AccessPath;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportFormat;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.job.settings.Key.Form;
import dev.sluice.job.settings.SourceSettings.Capacity;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.sql.SqlCondition;
import org.jspecify.annotations.Nullable;

/** Reads section {@code sluice.source}. */
final class SourceReader {
  private static final int MAX_SAMPLED = 1_000_000;

  private static final Form<String> CONDITION =
      new Form<>("a Spark SQL condition", SqlCondition::parsed);

  private final Reading reading;
  private final Section source;

  SourceReader(Reading reading) {
    this.reading = reading;
    this.source = Section.of("source", reading);
  }

  /** Reads the settings. */
  SourceSettings read() {
    Section schema = source.in("schema");
    return new SourceSettings(
        source.key("table").as(ValueFormats.TABLE).orNull(),
        kind(),
        source.key("export-path").as(ValueFormats.EXPORT).orNull(),
        destination(source.in("export")),
        source.key("index").as(ValueFormats.INDEX).orNull(),
        source.key("columns").texts(),
        source.key("filter").as(CONDITION).orNull(),
        source.key("segments").as(ValueFormats.SEGMENTS).get(),
        source.key("consistent-read").flag().get(),
        capacity(source.in("capacity")),
        source.key("skip-expired").flag().get(),
        source.key("ttl-attribute").text().orNull(),
        schema.key("sample-items").count(1, MAX_SAMPLED).get(),
        schema.key("numbers").oneOf(NumberMapping.class).get(),
        ddl(schema),
        source.key("max-rejects").whole(0, Long.MAX_VALUE).get());
  }

  private AccessPath.Kind kind() {
    AccessPath.Kind kind = source.key("kind").as(ValueFormats.KIND).get();
    String format = Section.of("dataset", reading).key("format").text().get();
    if (kind == AccessPath.Kind.STREAM && !format.equals("iceberg")) {
      source.error(
          "kind",
          "has changes, which are no snapshot: only the Spark source reads them, and a run that keeps an Iceberg table",
          "Write scan, export, pitr or auto here, or set dataset.format = iceberg; or read the changes by"
              + " spark.readStream().format(\"sluice\") with kind = stream.");
      return AccessPath.Kind.SCAN;
    }
    return kind;
  }

  private static @Nullable ExportDestination destination(Section export) {
    String bucket = export.key("bucket").as(ValueFormats.BUCKET_NAME).orNull();
    String prefix = export.key("prefix").as(ValueFormats.KEY_PREFIX).orNull();
    ExportFormat format = export.key("format").oneOf(ExportFormat.class).get();
    String kmsKey = export.key("kms-key").as(ValueFormats.KMS_KEY).orNull();
    String owner = export.key("bucket-owner").as(ValueFormats.ACCOUNT).orNull();
    return bucket == null ? null : new ExportDestination(bucket, prefix, format, kmsKey, owner);
  }

  private @Nullable String ddl(Section schema) {
    String ddl = schema.key("ddl").text().orNull();
    if (ddl != null) {
      try {
        DeclaredColumns.parse(ddl, "sluice.source.schema.ddl");
      } catch (InvalidConfigurationException e) {
        e.errors()
            .forEach(error ->
                reading.errors().add(error.key(), error.value(), error.problem(), error.remedy()));
      }
    }
    return ddl;
  }

  private static Capacity capacity(Section capacity) {
    return new Capacity(
        capacity.key("max-read-units").whole(1, Long.MAX_VALUE).orNull(),
        capacity.key("percent").number(0, 100).get(),
        capacity.key("max-units").whole(1, Long.MAX_VALUE).orNull(),
        capacity.key("deadline").duration().orNull());
  }
}
