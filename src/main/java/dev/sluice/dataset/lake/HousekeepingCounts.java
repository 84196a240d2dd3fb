package dev.sluice.dataset.lake;

/**
 * The effect of the housekeeping of an Iceberg table.
 *
 * @param refs tags of removed runs, and branches of attempts that can no longer be published, dropped
 * @param snapshots snapshots expired
 * @param expiredFiles files deleted with them: of rows, of deletes and of metadata
 * @param compacted small files replaced, and files of deletes
 * @param compactedInto files that took their place
 * @param orphans files deleted that belonged to no snapshot
 */
public record HousekeepingCounts(
    long refs,
    long snapshots,
    long expiredFiles,
    long compacted,
    long compactedInto,
    long orphans) {
  static final HousekeepingCounts NONE = new HousekeepingCounts(0, 0, 0, 0, 0, 0);

  static HousekeepingCounts dropped(long refs) {
    return new HousekeepingCounts(refs, 0, 0, 0, 0, 0);
  }

  static HousekeepingCounts expired(long snapshots, long files) {
    return new HousekeepingCounts(0, snapshots, files, 0, 0, 0);
  }

  static HousekeepingCounts compacted(long files, long into) {
    return new HousekeepingCounts(0, 0, 0, files, into, 0);
  }

  static HousekeepingCounts orphaned(long files) {
    return new HousekeepingCounts(0, 0, 0, 0, 0, files);
  }

  HousekeepingCounts plus(HousekeepingCounts other) {
    return new HousekeepingCounts(
        refs + other.refs,
        snapshots + other.snapshots,
        expiredFiles + other.expiredFiles,
        compacted + other.compacted,
        compactedInto + other.compactedInto,
        orphans + other.orphans);
  }
}
