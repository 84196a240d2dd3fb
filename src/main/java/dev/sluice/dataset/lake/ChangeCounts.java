package dev.sluice.dataset.lake;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The effect of a load or a window on the table.
 *
 * @param changes the items that the window names, or that were loaded
 * @param inserted rows added
 * @param modified rows replaced
 * @param removed rows removed, because DynamoDB has deleted the item or the filter excludes it now
 * @param marked rows marked as deleted
 * @param kept rows that stay as they are although DynamoDB has deleted the item
 * @param unknown removals of items that the table does not have, and changes of items that the filter has always excluded
 */
public record ChangeCounts(
    long changes,
    long inserted,
    long modified,
    long removed,
    long marked,
    long kept,
    long unknown) {
  private static final String PREFIX = "sluice.";

  public ChangeCounts {
    if (changes != inserted + modified + removed + marked + kept + unknown) {
      throw new IllegalArgumentException(
          "of " + changes + " changes there are other counts: " + inserted + ", " + modified + ", "
              + removed + ", " + marked + ", " + kept + ", " + unknown);
    }
  }

  /** Returns the counts of a load. */
  static ChangeCounts loaded(long rows) {
    return new ChangeCounts(rows, rows, 0, 0, 0, 0, 0);
  }

  static final ChangeCounts NONE = new ChangeCounts(0, 0, 0, 0, 0, 0, 0);

  /** Returns the sums of the counts of several commits. */
  ChangeCounts plus(ChangeCounts more) {
    return new ChangeCounts(
        changes + more.changes,
        inserted + more.inserted,
        modified + more.modified,
        removed + more.removed,
        marked + more.marked,
        kept + more.kept,
        unknown + more.unknown);
  }

  /** Returns the changes that have changed the table. */
  public long applied() {
    return inserted + modified + removed + marked;
  }

  /** Returns whether the table has rows of deleted items because of this window. */
  boolean hasLasting() {
    return marked + kept > 0;
  }

  /** Returns by how many rows the table has grown. */
  long growth() {
    return inserted - removed;
  }

  Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(PREFIX + "changes", Long.toString(changes));
    all.put(PREFIX + "inserted", Long.toString(inserted));
    all.put(PREFIX + "modified", Long.toString(modified));
    all.put(PREFIX + "removed", Long.toString(removed));
    all.put(PREFIX + "marked", Long.toString(marked));
    all.put(PREFIX + "kept", Long.toString(kept));
    all.put(PREFIX + "unknown", Long.toString(unknown));
    return all;
  }

  static ChangeCounts of(Map<String, String> summary) {
    return new ChangeCounts(
        number(summary, "changes"),
        number(summary, "inserted"),
        number(summary, "modified"),
        number(summary, "removed"),
        number(summary, "marked"),
        number(summary, "kept"),
        number(summary, "unknown"));
  }

  private static long number(Map<String, String> summary, String name) {
    return SummaryValues.number(summary, PREFIX + name);
  }
}
