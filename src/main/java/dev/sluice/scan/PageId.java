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
    return new ResourceUnavailableException(text() + " " + problem, remedy(), cause);
  }

  /**
   * Returns the position of an item on the page, for people.
   *
   * @param number from 0
   */
  public String item(int number) {
    return text() + ", item " + number;
  }

  private String text() {
    return switch (segments) {
      case OF_SHARD -> "%s: page %d".formatted(table, page);
      case 0 -> "export file %s: page %d".formatted(table, page);
      default -> "table %s: page %d of segment %d of %d".formatted(table, page, segment, segments);
    };
  }

  private String remedy() {
    return switch (segments) {
      case OF_SHARD -> "Start again; if it stays, report it with this line.";
      case 0 -> "Copy the export again from where DynamoDB wrote it, or make a new one.";
      default -> "Start again with the same run id; if it stays, report it with this line.";
    };
  }
}
