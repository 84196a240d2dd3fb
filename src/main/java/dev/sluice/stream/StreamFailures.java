package dev.sluice.stream;

import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The errors of streams that cannot be followed without a gap, or not at all. Each says what is missing and what to do. */
final class StreamFailures {
  /** The remedy of a gap. */
  static final String AGAIN =
      "Read the table, or an export of it, as a new beginning: a run that keeps an Iceberg table does so with --reload."
          + " Then a Spark stream needs a new checkpoint location.";

  private static final String TURN_ON =
      "Turn it on with the view NEW_AND_OLD_IMAGES. It has the changes from then on only.";

  private StreamFailures() {}

  static ResourceUnavailableException off(TableStream table) {
    return new ResourceUnavailableException(
        "table " + table.table() + ": its stream is off, so there are no changes to read", TURN_ON);
  }

  static ResourceUnavailableException withoutImages(TableStream table) {
    return new ResourceUnavailableException(
        "table " + table.table() + ": its stream has the view " + table.view()
            + ", so its records do not have the items after the change",
        "Turn it off, and on again with the view NEW_AND_OLD_IMAGES. It has the changes from then on only.");
  }

  static ResourceUnavailableException replaced(String read, String present) {
    if (!tableOf(read).equals(tableOf(present))) {
      return new ResourceUnavailableException(
          "stream " + Printable.line(read)
              + ", of which changes were read before, is not of the table: its stream is "
              + Printable.line(present),
          "Name the table that was read before, or begin with a checkpoint of its own.");
    }
    return new ResourceUnavailableException(
        "stream " + Printable.line(read)
            + " has been turned off; the table's stream is " + Printable.line(present)
            + " now, and what changed between them is in neither",
        AGAIN);
  }

  static ResourceUnavailableException trimmed(
      String stream, String shard, ShardPosition position, @Nullable Throwable cause) {
    String after = position.last() == null
        ? "before its first record was read"
        : "after record " + position.last();
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream) + ": records of shard " + Printable.line(shard)
            + " have been trimmed " + after + ": DynamoDB keeps changes for 24 hours",
        AGAIN,
        cause);
  }

  /** Returns the error for a source that has forgotten a record which DynamoDB would have still. */
  static ResourceUnavailableException trimmedEarly(
      String stream, String shard, ShardPosition position, Throwable cause) {
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream) + ": shard " + Printable.line(shard)
            + " has trimmed record " + position.last() + " of " + position.at()
            + ": the endpoint keeps changes for less than DynamoDB's 24 hours, and others may be missing",
        AGAIN + " Read it more often than the endpoint trims.",
        cause);
  }

  /** Returns the error for a shard that came and went unread. */
  static ResourceUnavailableException unseen(String stream, Shard child) {
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream) + ": shard " + Printable.line(child.id())
            + " continues shard " + Printable.line(String.valueOf(child.parent()))
            + ", which has been trimmed before it was read: DynamoDB keeps changes for 24 hours",
        AGAIN);
  }

  /** Returns the error for a stream that lacks changes since the table was begun to be read. */
  static ResourceUnavailableException turnedOnLater(String stream, Instant copied) {
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream)
            + " was turned on after the table was begun to be read, at " + copied
            + ", and what changed between is not in it",
        AGAIN);
  }

  /** Returns the error for a copy of the table that took longer than changes are kept. */
  static ResourceUnavailableException copiedLongAgo(String stream, Instant copied) {
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream) + ": the table was read from " + copied
            + " on, and changes since then may have been trimmed: DynamoDB keeps changes for 24 hours",
        AGAIN + " A table that takes longer to read is loaded from an export.");
  }

  /** Returns the error for a range that is not any more as it was found. */
  static ResourceUnavailableException incomplete(
      String stream, ShardRange range, ShardPosition position) {
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream) + ": shard "
            + Printable.line(range.shard().id())
            + " has given " + (position.records() - range.from().records()) + " of the "
            + range.records() + " records up to " + range.to().last()
            + "; the others have been trimmed: DynamoDB keeps changes for 24 hours",
        AGAIN);
  }

  static ResourceUnavailableException silent(String stream, ShardRange range, long seconds) {
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream) + ": shard "
            + Printable.line(range.shard().id())
            + " has given nothing for " + seconds + " s, although record "
            + range.to().last()
            + " had been found",
        "Start again; if it stays, read the table or an export of it as a new beginning.");
  }

  /** Returns the error for what the protocol of streams does not have. */
  static ResourceUnavailableException odd(String shard, IllegalArgumentException cause) {
    return new ResourceUnavailableException(
        Printable.line(shard) + ": " + Printable.message(String.valueOf(cause.getMessage())),
        "Check that the endpoint speaks DynamoDB's protocol of streams, and report this line. A read that goes on"
            + " without the change has to begin anew, by the table or an export of it.",
        cause);
  }

  static ResourceUnavailableException crowded(String shard, Throwable cause) {
    return new ResourceUnavailableException(
        Printable.line(shard)
            + " has had too many readers at once for minutes: DynamoDB lets two read a shard",
        "Let fewer queries, functions and other consumers read this stream at a time.",
        cause);
  }

  static ResourceUnavailableException expiring(String stream, String shard, Throwable cause) {
    return new ResourceUnavailableException(
        "stream " + Printable.line(stream) + ": the iterators of shard " + Printable.line(shard)
            + " expire as soon as they are made",
        "Check the endpoint, and this machine's clock.",
        cause);
  }

  /** Returns the part of a stream's ARN that names its table. */
  private static String tableOf(String stream) {
    int end = stream.indexOf("/stream/");
    return end < 0 ? stream : stream.substring(0, end);
  }
}
