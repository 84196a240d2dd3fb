package dev.sluice.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when it is told to. Thread-safe. */
public final class MovedClock implements InstantSource {
  private Instant now;

  public MovedClock(Instant begin) {
    this.now = begin;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void move(Duration by) {
    now = now.plus(by);
  }
}
