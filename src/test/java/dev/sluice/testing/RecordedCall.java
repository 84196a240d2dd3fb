package dev.sluice.testing;

import java.util.Comparator;

/**
 * A call as IAM sees it.
 *
 * @param action such as {@code dynamodb:Scan}
 * @param resource the ARN it is made on
 * @param prefix {@code s3:prefix} of a listing; empty elsewhere
 */
public record RecordedCall(String action, String resource, String prefix)
    implements Comparable<RecordedCall> {
  private static final Comparator<RecordedCall> ORDER = Comparator.comparing(RecordedCall::action)
      .thenComparing(RecordedCall::resource)
      .thenComparing(RecordedCall::prefix);

  @Override
  public int compareTo(RecordedCall other) {
    return ORDER.compare(this, other);
  }
}
