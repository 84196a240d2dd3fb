package dev.sluice.scan;

import dev.sluice.failure.ResourceUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a table it is.
 *
 * @param table name or ARN
 * @param segment or the Query in a segment's place
 * @param segments that the whole table is cut into
 * @param page number within its segment, from 0
 */
public record PageId(String table, int segment, int segments, long page) {
  /** What to say of a page that cannot be used. */
  ResourceUnavailableException unusable(String problem, @Nullable Throwable cause) {
    return new ResourceUnavailableException(
        "table %s: page %d of segment %d of %d %s"
            .formatted(table, page, segment, segments, problem),
        "Start again with the same run id; if it stays, report it with this line.",
        cause);
  }
}
