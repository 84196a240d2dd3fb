package dev.sluice.job;

import org.jspecify.annotations.Nullable;

/**
 * A call that a role is allowed.
 *
 * @param action as IAM calls it, such as {@code dynamodb:Scan}
 * @param reason why, where the commands that tests record do not make the call; null where they do
 */
record Right(String action, @Nullable String reason) {
  /** Commands make it: a test records them. */
  static Right used(String action) {
    return new Right(action, null);
  }

  /** None of the recorded commands makes it. */
  static Right besides(String action, String reason) {
    return new Right(action, reason);
  }
}
