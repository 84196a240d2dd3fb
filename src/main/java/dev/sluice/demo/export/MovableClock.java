package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The time of the front: that of this host, moved forward on request. Thread-safe. */
final class MovableClock implements InstantSource {
  private final InstantSource host;
  private volatile Duration ahead = Duration.ZERO;
  private Instant last = Instant.MIN;

  MovableClock(InstantSource host) {
    this.host = host;
  }

  @Override
  public Instant instant() {
    return shown(host.instant());
  }

  /** Returns what this clock shows when the host's shows this. */
  Instant shown(Instant time) {
    return time.plus(ahead);
  }

  /** Returns whether it shows another time than this host's clock. */
  boolean isMoved() {
    return !ahead.isZero();
  }

  /** Returns the present time in whole microseconds, later than all that were returned before. */
  Instant next() {
    return next(ChronoUnit.MICROS);
  }

  /** Returns the present time in whole milliseconds, rounded up, later than all that were returned before. */
  Instant nextMillisecond() {
    return next(ChronoUnit.MILLIS);
  }

  private synchronized Instant next(ChronoUnit unit) {
    Instant now = instant();
    Instant least = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    Instant whole = least.truncatedTo(unit);
    last = whole.isBefore(least) ? whole.plus(1, unit) : whole;
    return last;
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
