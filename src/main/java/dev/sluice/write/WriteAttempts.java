package dev.sluice.write;

import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Counts the attempts that the SDK makes of a write's calls. Only clients of {@link WriteClients} report them; with
 * others every call counts as one attempt.
 */
final class WriteAttempts {
  private static final ExecutionAttribute<WriteAttempts> ATTRIBUTE =
      new ExecutionAttribute<>("SluiceWriteAttempts");

  private final AtomicLong sent = new AtomicLong();
  private long before;
  private long calls;
  private long retried;

  /** Returns the configuration of a call whose attempts count here. */
  AwsRequestOverrideConfiguration counted() {
    return AwsRequestOverrideConfiguration.builder()
        .putExecutionAttribute(ATTRIBUTE, this)
        .build();
  }

  /** Notes that a call has returned or thrown. */
  void called() {
    long attempts = Math.max(1, sent.get() - before);
    before = sent.get();
    retried += calls == 0 ? attempts - 1 : attempts;
    calls++;
  }

  /** Returns the attempts after the first one. */
  long retried() {
    return retried;
  }

  /** Reports attempts. */
  static final class Interceptor implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      WriteAttempts attempts = attributes.getAttribute(ATTRIBUTE);
      if (attempts != null) {
        attempts.sent.incrementAndGet();
      }
    }
  }
}
