package dev.sluice.scan;

import dev.sluice.failure.ResourceUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The position of a page in a table.
 *
 * @param table name or ARN
 * @param segment the segment, or the Query that replaces it
 * @param segments the number of segments of the whole table
 * @param page its number within the segment, from 0
 */
public record PageId(String table, int segment, int segments, long page) {
  /** Returns the error for a page that cannot be used. */
  ResourceUnavailableException unusable(String problem, @Nullable Throwable cause) {
    return new ResourceUnavailableException(
        "table %s: page %d of segment %d of %d %s"
            .formatted(table, page, segment, segments, problem),
        "Start again with the same run id; if it stays, report it with this line.",
        cause);
  }
}
