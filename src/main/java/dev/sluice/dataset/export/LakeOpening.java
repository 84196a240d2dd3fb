package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.lake.ExportSpans;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakePosition;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The Iceberg table of a DynamoDB table, before it is decided how it is brought up to date. */
public record LakeOpening(LakeCatalog catalog, LakeName name) {
  /** Finds the Iceberg table of a table, which need not exist. */
  public static LakeOpening of(SparkSession spark, LakeSettings settings, TableRead read) {
    TableDescription table = read.settings().describe();
    LakeName name = settings.name(TableNames.of(List.of(read), List.of(table)).get(0));
    return new LakeOpening(LakeCatalog.open(spark, name, settings.warehouse()), name);
  }

  /**
   * Returns whether all items must be read: nothing was loaded yet, or a scan was, which exports do not continue.
   *
   * @param kind how the table is read
   * @throws dev.sluice.failure.ResourceUnavailableException if it is not known any more where the table is
   */
  public boolean readsAllItems(AccessPath.Kind kind) {
    boolean isExported = kind == AccessPath.Kind.PITR;
    return position()
        .map(position -> isExported
            && position instanceof LakePosition.OfExport
            && position.exportedUntil().isEmpty())
        .orElse(true);
  }

  /**
   * Returns its position; empty if nothing was loaded yet.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it is not known any more
   */
  Optional<LakePosition> position() {
    return catalog.position(name);
  }

  /** Returns the columns of its items, with type tags. */
  StructType columns() {
    return catalog.continued(name, new StructType());
  }

  /**
   * Returns the exports that bring it up to a time.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it was not loaded yet, or a Stream keeps it
   */
  ExportSpans spans(Instant until) {
    return ExportSpans.between(catalog.exportedUntil(name), until);
  }

  /**
   * Returns the time that it is at after these exports.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException as above
   */
  Instant after(ExportSpans spans) {
    return position()
        .filter(position -> spans.spans().isEmpty())
        .map(LakePosition::until)
        .orElseGet(spans::end);
  }
}
