package dev.sluice.export;

/** Waits for an export that DynamoDB makes. */
public interface ExportWait {
  /** Tells that the export has been requested, or found. */
  void begin(String arn);

  /**
   * Waits before DynamoDB is asked again.
   *
   * @throws RuntimeException to wait no longer; the export goes on
   */
  void pause(String arn);

  /**
   * Waits because too many exports are in progress in the account.
   *
   * @return false, without waiting, if that has lasted long enough
   * @throws RuntimeException to wait no longer
   */
  boolean pauseForOthers();
}
