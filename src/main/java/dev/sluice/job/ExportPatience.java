package dev.sluice.job;

import dev.sluice.dataset.run.Lease;
import dev.sluice.export.ExportWait;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.table.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Waits for an export under a run's lease: seconds at first, then up to half a minute, until the deadline. Tells every
 * minute that it waits.
 */
final class ExportPatience implements ExportWait {
  private static final Logger LOG = LoggerFactory.getLogger(ExportPatience.class);
  /** Exports of others take minutes to hours, as their tables are. */
  private static final Duration OTHERS_LIMIT = Duration.ofHours(1);

  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
  private static final RetryPolicy PAUSES = RetryPolicy.PATIENT.pausing(
      BackoffStrategy.exponentialDelayHalfJitter(Duration.ofSeconds(1), Duration.ofSeconds(30)));

  private final Console console;
  private final Lease lease;
  private final @Nullable Instant deadline;
  private final InstantSource clock;
  private final Instant begun;
  private Instant noted;
  private int pauses;

  /** @param deadline null: none */
  ExportPatience(Console console, Lease lease, @Nullable Instant deadline) {
    this.console = console;
    this.lease = lease;
    this.deadline = deadline;
    this.clock = console.clock();
    this.begun = clock.instant();
    this.noted = begun;
  }

  @Override
  public void begin(String arn) {
    LOG.info("Waiting for export {}", arn);
    console.note("DynamoDB makes export " + arn + ", which takes minutes …");
  }

  @Override
  public void pause(String arn) {
    await("DynamoDB still makes export " + arn);
  }

  @Override
  public boolean pauseForOthers() {
    if (clock.instant().isAfter(begun.plus(OTHERS_LIMIT))) {
      return false;
    }
    if (pauses == 0) {
      console.note("Too many exports are in progress in this account; waiting for them …");
    }
    await("too many exports are in progress");
    return true;
  }

  private void await(String reason) {
    lease.confirm();
    Duration pause = PAUSES.delay(++pauses);
    Instant now = clock.instant();
    if (deadline != null && now.plus(pause).isAfter(deadline)) {
      throw new BudgetExhaustedException(
          "the deadline has come, and " + reason,
          "Start again with the same --run-id: it waits for the same export. Or raise"
              + " sluice.source.capacity.deadline.");
    }
    if (now.isAfter(noted.plus(BETWEEN_NOTES))) {
      noted = now;
      console.note(
          "Still in progress after " + Duration.between(begun, now).toMinutes() + " min …");
    }
    PAUSES.pause(pause);
  }
}
