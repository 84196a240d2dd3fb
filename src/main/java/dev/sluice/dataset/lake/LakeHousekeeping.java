package dev.sluice.dataset.lake;

import dev.sluice.failure.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.actions.ExpireSnapshots;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an Iceberg table in order after a run has published its snapshot: drops the tags of runs that retention has
 * removed, lets the snapshots expire that nobody needs any more, puts small files together, and deletes files that
 * belong to no snapshot. Each step is a commit of Iceberg's, or none if there is nothing to do; one that fails is a
 * warning, and the next run tries again.
 */
public final class LakeHousekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(LakeHousekeeping.class);

  private final SparkSession spark;
  private final LakeName name;
  private final RemovedRuns removed;
  private final Duration quiet;
  private final List<String> warnings = new ArrayList<>();

  /**
   * Prepares the housekeeping of one table.
   *
   * @param name of a catalog that is configured
   * @param quiet how long nobody may have needed what is removed: a day
   */
  public LakeHousekeeping(SparkSession spark, LakeName name, RemovedRuns removed, Duration quiet) {
    this.spark = spark;
    this.name = name;
    this.removed = removed;
    this.quiet = quiet;
  }

  /**
   * Keeps the table in order. Throws nothing.
   *
   * @param runId of the run after which it is done
   */
  public HousekeepingResult run(String runId, Instant now) {
    HousekeepingCounts counts = step("opening it", () -> {
      LakeCatalog catalog = LakeCatalog.open(spark, name.catalog());
      Table table = catalog.load(name);
      // Iceberg's actions take the session of their thread
      HousekeepingCounts done = spark.withActive(() -> steps(table, runId, now));
      catalog.invalidate(name);
      return done;
    });
    LOG.info("Run {}: housekeeping of {}: {}", runId, name, counts);
    return new HousekeepingResult(counts, warnings);
  }

  private HousekeepingCounts steps(Table table, String runId, Instant now) {
    Instant before = now.minus(quiet);
    HousekeepingCounts counts = step("dropping tags", () -> dropRefs(table, before));
    boolean mayDelete = PropertyUtil.propertyAsBoolean(
        table.properties(), TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT);
    if (mayDelete) {
      counts = counts.plus(step("expiring snapshots", () -> expire(table, before)));
    }
    counts = counts.plus(step("compaction", () -> compact(table, runId)));
    return mayDelete
        ? counts.plus(step(
            "deleting orphaned files", () -> new OrphanFiles(spark, table, now, before).delete()))
        : counts;
  }

  private HousekeepingCounts step(String what, Supplier<HousekeepingCounts> step) {
    try {
      return step.get();
    } catch (Exception e) {
      // Spark throws checked exceptions without declaring them
      String problem = Printable.firstLine(e.getMessage(), e.getClass().getSimpleName());
      String warning = Printable.message("Housekeeping of Iceberg table " + name + ": " + what
          + " has failed, and is tried again after the next run: " + problem);
      LOG.warn("{}", warning, e);
      warnings.add(warning);
      return HousekeepingCounts.NONE;
    }
  }

  private HousekeepingCounts dropRefs(Table table, Instant before) {
    Set<String> dropped = new HashSet<>();
    TableRefs.change(table, now -> {
      dropped.clear();
      dropped.addAll(new StaleRefs(now, removed, before).names());
      TableMetadata.Builder next = TableMetadata.buildFrom(now);
      dropped.forEach(next::removeRef);
      return dropped.isEmpty() ? Optional.empty() : Optional.of(next.build());
    });
    return HousekeepingCounts.dropped(dropped.size());
  }

  private HousekeepingCounts expire(Table table, Instant before) {
    TableMetadata now = ((HasTableOperations) table).operations().refresh();
    Set<Long> ids = new ExpirableSnapshots(now, before).ids();
    if (ids.isEmpty()) {
      return HousekeepingCounts.NONE;
    }
    // of the age of 0, so that no other ones expire
    var action = SparkActions.get(spark).expireSnapshots(table).expireOlderThan(0);
    ids.forEach(action::expireSnapshotId);
    ExpireSnapshots.Result done = action.execute();
    return HousekeepingCounts.expired(
        ids.size(),
        done.deletedDataFilesCount()
            + done.deletedPositionDeleteFilesCount()
            + done.deletedEqualityDeleteFilesCount()
            + done.deletedManifestsCount()
            + done.deletedManifestListsCount());
  }

  private HousekeepingCounts compact(Table table, String runId) {
    table.refresh();
    return table.currentSnapshot() == null
        ? HousekeepingCounts.NONE
        : new Compaction(spark, table, runId).run();
  }
}
