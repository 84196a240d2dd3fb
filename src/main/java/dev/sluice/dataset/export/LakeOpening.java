package dev.sluice.dataset.export;

import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.ExportSpans;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakePosition;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Opens what brings an Iceberg table up to date: an export that is there, or the DynamoDB table, whose changes are exported
 * or in its Stream. A table that is loaded is not sampled, since its columns continue those that it has.
 *
 * @param afresh whether the table is loaded afresh
 * @param exports makes exports of changes
 */
public record LakeOpening(
    SparkSession spark, LakeSettings settings, boolean afresh, ChangeExports exports) {
  /** Opens it for the first start of a run. */
  TableSource open(TableRead read) {
    if (read.settings().export() != null) {
      return TableSource.openAny(read.settings());
    }
    LakeName name = name(read);
    StructType none = new StructType();
    return afresh || catalog(name).position(name).isEmpty()
        ? TableSource.open(read.settings().scanned())
        : open(read, catalog(name).continued(name, none));
  }

  /**
   * Opens it again.
   *
   * @param columns those that the first start has recorded
   */
  TableSource open(TableRead read, StructType columns) {
    return read.settings().export() != null
        ? TableSource.openAny(read.settings())
        : TableSource.open(read.settings().scanned(), columns);
  }

  /** Returns the time up to which the run's changes reach; of a Stream it may be a little later. */
  Instant asOf(TableRead read, TableSource source) {
    return switch (read.settings().kind()) {
      case EXPORT -> source.exportTime().orElseThrow(IllegalStateException::new);
      case PITR -> lastWindow(read);
      default -> source.description().describedAt();
    };
  }

  private Instant lastWindow(TableRead read) {
    LakeName name = name(read);
    Instant from = catalog(name)
        .position(name)
        .map(LakePosition::until)
        .orElseThrow(IllegalStateException::new);
    Instant latest = exports.latest(read.settings());
    Instant end = ExportSpans.between(from, latest).end();
    if (end.isBefore(latest)) {
      exports.left(read.settings(), end, latest);
    }
    return end;
  }

  /**
   * Returns whether nothing was loaded yet.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if snapshots have expired by which that is known
   */
  public boolean isEmpty(TableRead read) {
    LakeName name = name(read);
    return catalog(name).position(name).isEmpty();
  }

  private LakeName name(TableRead read) {
    TableDescription table = read.settings().describe();
    return settings.name(TableNames.of(List.of(read), List.of(table)).get(0));
  }

  private LakeCatalog catalog(LakeName name) {
    LakeSettings.configure(spark, name.catalog(), settings.warehouse());
    return LakeCatalog.open(spark, name.catalog());
  }
}
