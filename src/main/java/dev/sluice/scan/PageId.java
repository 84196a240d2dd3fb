package dev.sluice.scan;

import dev.sluice.failure.ResourceUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The position of a page in a table, in a file of an export, or in a shard of a stream.
 *
 * @param table name or ARN; of a file its location, of a shard its id and its stream
 * @param segment the segment, or the Query that replaces it, or the number of the file in its task
 * @param segments the number of segments of the whole table; 0: it is a page of a file; {@link #OF_SHARD}: of a shard
 * @param page its number within the segment or file, from 0
 */
public record PageId(String table, int segment, int segments, long page) {
  private static final int OF_SHARD = -1;

  /** Returns the position of a page in a shard of a stream. */
  public static PageId ofShard(String shard, long page) {
    return new PageId(shard, 0, OF_SHARD, page);
  }

  /** Returns the position of a page in a file of an export. */
  public static PageId ofFile(String location, int number, long page) {
    return new PageId(location, number, 0, page);
  }

  /** Returns the error for a page that cannot be used. */
  public ResourceUnavailableException unusable(String problem, @Nullable Throwable cause) {
    if (segments == OF_SHARD) {
      return new ResourceUnavailableException(
          "%s: page %d %s".formatted(table, page, problem),
          "Start again; if it stays, report it with this line.",
          cause);
    }
    if (segments == 0) {
      return new ResourceUnavailableException(
          "export file %s: page %d %s".formatted(table, page, problem),
          "Copy the export again from where DynamoDB wrote it, or make a new one.",
          cause);
    }
    return new ResourceUnavailableException(
        "table %s: page %d of segment %d of %d %s"
            .formatted(table, page, segment, segments, problem),
        "Start again with the same run id; if it stays, report it with this line.",
        cause);
  }
}
