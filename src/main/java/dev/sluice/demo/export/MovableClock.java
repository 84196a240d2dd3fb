package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of the front: that of this host, moved forward on request. Thread-safe. */
final class MovableClock implements InstantSource {
  private final InstantSource host;
  private volatile Duration ahead = Duration.ZERO;

  MovableClock(InstantSource host) {
    this.host = host;
  }

  @Override
  public Instant instant() {
    return host.instant().plus(ahead);
  }

  /** Returns whether it shows another time than this host's clock. */
  boolean isMoved() {
    return !ahead.isZero();
  }

  /**
   * Moves the clock.
   *
   * @param by not negative
   */
  synchronized void move(Duration by) {
    ahead = ahead.plus(by);
  }
}
