package dev.sluice.export;

import java.time.Instant;

/**
 * The time whose changes an incremental export has.
 *
 * @param from inclusive
 * @param until exclusive; 15 minutes to 24 hours later
 */
public record ExportSpan(Instant from, Instant until) {
  @Override
  public String toString() {
    return from + " to " + until;
  }
}
