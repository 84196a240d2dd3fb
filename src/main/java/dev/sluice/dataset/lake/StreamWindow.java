package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.stream.StreamPosition;
import dev.sluice.stream.StreamSpan;
import java.time.Instant;
import java.util.Optional;

/**
 * The changes of a Stream between two positions.
 *
 * @param until the time before which none is missing
 */
record StreamWindow(StreamPosition from, StreamPosition to, Instant until) implements ChangeWindow {
  StreamSpan span() {
    return new StreamSpan(from, to);
  }

  @Override
  public LakePosition end() {
    return new LakePosition.OfStream(to, until);
  }

  /** Each start finds another end of a stream, and the first that is committed counts. */
  @Override
  public Optional<LakeCommit> made(LakeHistory history, RunCommit run) {
    return history.of(run).stream()
        .filter(commit -> commit.position() instanceof LakePosition.OfStream
            && !commit.position().isBehindRows())
        .findFirst();
  }

  @Override
  public boolean isBehind(LakePosition position) {
    return position.isBehindRows();
  }

  /** Returns the time before which changes of a window that follows a copy of the table are in the copy. */
  Instant copiedBefore() {
    Instant copied = from.complete();
    return copied == null ? Instant.MIN : copied.minus(LakePosition.OVERLAP);
  }

  @Override
  public void mustFollow(LakePosition position) {
    if (!from.equals(at(position))) {
      throw moved(position);
    }
  }

  private static ResourceUnavailableException moved(LakePosition position) {
    return new ResourceUnavailableException(
        "another run has brought the Iceberg table to " + position + " meanwhile",
        "Start the run again, or another one, which begins where the table is.");
  }

  /** Checks that a table is still at a position. */
  static void mustBeAt(LakePosition expected, LakePosition position) {
    if (!expected.equals(position)) {
      throw moved(position);
    }
  }

  /**
   * Returns the position of a table that a Stream continues.
   *
   * @throws ResourceUnavailableException if an export or a scan has led to it
   */
  static StreamPosition at(LakePosition position) {
    if (position instanceof LakePosition.OfStream stream) {
      return stream.at();
    }
    throw new ResourceUnavailableException(
        "the Iceberg table is at " + position
            + ", the position of an export or a scan, which a Stream does not continue",
        "Set sluice.source.kind as it was, or load the table anew with --reload.");
  }
}
