package dev.sluice.dataset.lake;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the files of a table that belong to none of its snapshots, by Iceberg's own action: those of killed runs. Only
 * the table's folders {@code data} and {@code metadata} are looked at; where its properties name other folders, these
 * may be others' too. All of its files are listed, so this is not done each night.
 *
 * @param before the time before which a file must have been written; a younger one may be part of a commit to come
 */
record OrphanFiles(SparkSession spark, Table table, Instant now, Instant before) {
  private static final Duration EVERY = Duration.ofDays(7);

  /** The table's property with the time at which they were last deleted. */
  private static final String PROPERTY = "sluice.orphans-removed-at";

  /** Deletes them, if it is time to. */
  HousekeepingCounts delete() {
    if (!isDue()) {
      return HousekeepingCounts.NONE;
    }
    long deleted = Stream.of(
            folder(TableProperties.WRITE_DATA_LOCATION, "data"),
            folder(TableProperties.WRITE_METADATA_LOCATION, "metadata"))
        .filter(folder -> folder.startsWith(table.location() + "/"))
        .mapToLong(this::deleteIn)
        .sum();
    table.updateProperties().set(PROPERTY, now.toString()).commit();
    return HousekeepingCounts.orphaned(deleted);
  }

  private long deleteIn(String folder) {
    Iterable<String> deleted = SparkActions.get(spark)
        .deleteOrphanFiles(table)
        .location(folder)
        .olderThan(before.toEpochMilli())
        .execute()
        .orphanFileLocations();
    long count = 0;
    for (String unused : deleted) {
      count++;
    }
    return count;
  }

  private String folder(String property, String usual) {
    return table.properties().getOrDefault(property, table.location() + "/" + usual);
  }

  private boolean isDue() {
    @Nullable String last = table.properties().get(PROPERTY);
    try {
      return last == null || Instant.parse(last).isBefore(now.minus(EVERY));
    } catch (DateTimeException e) {
      return true;
    }
  }
}
