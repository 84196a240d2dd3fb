package dev.sluice.summary;

/**
 * Rows that stay as other runs left them.
 *
 * @param rows how many, for this reason
 * @param runs whose they are: so many runs
 * @param runId the newest of these runs
 * @param asOf that run's, as in its rows: ISO-8601 in UTC with nine decimals of the second; empty where it is not known
 */
public record LeftRows(Reason reason, int rows, int runs, String runId, String asOf) {
  /** Why a row stays. */
  public enum Reason {
    /** It is of a newer run. */
    NEWER_RUN,
    /** It is of a later day: the board shows a model's last. */
    LATER_DAY,
    /** A later run restated it. */
    RESTATED
  }
}
