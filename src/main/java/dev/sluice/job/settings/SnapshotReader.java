package dev.sluice.job.settings;

import dev.sluice.dataset.lake.DeletedItems;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.job.settings.SnapshotSettings.Compression;
import dev.sluice.job.settings.SnapshotSettings.Format;
import dev.sluice.job.settings.SnapshotSettings.PartitionBy;
import org.jspecify.annotations.Nullable;

/** Reads section {@code sluice.dataset}, without what is made of the tables: training views and derived datasets. */
final class SnapshotReader {
  private static final int MAX_KEPT = 1_000_000;

  private final Section dataset;

  /**
   * @param dataset section {@code sluice.dataset}
   */
  SnapshotReader(Section dataset) {
    this.dataset = dataset;
  }

  /** Reads the settings. */
  SnapshotSettings read() {
    return new SnapshotSettings(
        dataset.key("root").as(ValueFormats.LOCATION).orNull(),
        dataset.key("partition-by").oneOf(PartitionBy.class).get(),
        dataset.key("target-file-bytes").bytes(1024).get(),
        dataset.key("compression").oneOf(Compression.class).get(),
        dataset.key("keep").count(1, MAX_KEPT).orNull(),
        dataset.key("entity-by").text().orNull(),
        dataset.key("entity-separator").text().get(),
        dataset.key("strip-shards").texts(),
        dataset.key("afresh").flag().get(),
        iceberg());
  }

  private SnapshotSettings.@Nullable Iceberg iceberg() {
    Format format = dataset.key("format").oneOf(Format.class).get();
    Section deleted = dataset.in("on-delete");
    SnapshotSettings.Iceberg iceberg = new SnapshotSettings.Iceberg(
        dataset.key("catalog").text().orNull(),
        new DeletedItems(
            deleted.key("ttl").oneOf(Action.class).get(),
            deleted.key("user").oneOf(Action.class).get(),
            deleted.key("unknown").oneOf(Action.class).get()));
    return format == Format.ICEBERG ? iceberg : null;
  }
}
