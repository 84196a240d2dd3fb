package dev.sluice.stream;

import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.time.Instant;

/** DynamoDB's time, and waiting for it to pass. */
interface StreamClock {
  Instant now();

  void pause(Duration duration);

  /**
   * Returns a clock that goes on from the present.
   *
   * @param present DynamoDB's time now
   */
  static StreamClock at(Instant present) {
    long begin = System.nanoTime();
    return new StreamClock() {
      @Override
      public Instant now() {
        return present.plusNanos(System.nanoTime() - begin);
      }

      @Override
      public void pause(Duration duration) {
        RetryPolicy.PATIENT.pause(duration);
      }
    };
  }
}
