package dev.sluice.scan;

import dev.sluice.capacity.Throttling;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from the body of an error whether DynamoDB throttled the request, and what gives no more. */
final class ThrottlingError {
  private ThrottlingError() {}

  /**
   * Returns what the error says about the table; empty if the request was not throttled. A reason names resource,
   * operation and limit: {@code TableReadKeyRangeThroughputExceeded}. Emulators state none.
   */
  static Optional<Throttling> of(String error) {
    if (!contains(
        error,
        "#ProvisionedThroughputExceededException",
        "#ThrottlingException",
        "#RequestLimitExceeded")) {
      return Optional.empty();
    } else if (contains(
        error,
        "ReadProvisionedThroughputExceeded",
        "ReadMaxOnDemandThroughputExceeded",
        "ReadAccountLimitExceeded")) {
      return Optional.of(Throttling.TABLE);
    }
    boolean ofKeys = error.contains("ReadKeyRangeThroughputExceeded");
    return Optional.of(ofKeys ? Throttling.KEY_RANGE : Throttling.UNKNOWN);
  }

  private static boolean contains(String error, String... names) {
    return Stream.of(names).anyMatch(error::contains);
  }
}
