package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.CommitWatch.Point;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends a run as a kill would: nothing is cleaned up. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  /** Kills a run when a commit of it comes to a point. */
  static CommitWatch at(Point at) {
    return at(at, 1);
  }

  /**
   * Kills a run when a commit of it comes to a point.
   *
   * @param time how often the run has come to it then, with all of its commits
   */
  static CommitWatch at(Point at, int time) {
    AtomicInteger passed = new AtomicInteger();
    return point -> {
      if (point == at && passed.incrementAndGet() == time) {
        throw new Killed();
      }
    };
  }
}
