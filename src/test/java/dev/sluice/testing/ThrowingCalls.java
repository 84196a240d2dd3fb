package dev.sluice.testing;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Throws in the SDK's clients of this virtual machine, in whatever thread calls them: what no server can bring about.
 * The SDK finds this class by its file of global interceptors.
 */
public final class ThrowingCalls implements ExecutionInterceptor {
  private static final AtomicReference<@Nullable Planned> PLANNED = new AtomicReference<>();

  private record Planned(String operation, Throwable thrown) {}

  /** Every call of this operation throws this while that is done. */
  public static void during(String operation, Throwable thrown, Runnable action) {
    PLANNED.set(new Planned(operation, thrown));
    try {
      action.run();
    } finally {
      PLANNED.set(null);
    }
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    Planned planned = PLANNED.get();
    if (planned != null
        && planned.operation.equals(
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))) {
      ThrowingCalls.<RuntimeException>sneak(planned.thrown);
    }
  }

  /** Throws what no signature tells. */
  @SuppressWarnings({"unchecked", "DoNotCallSuggester"}) // the cast is none: generics are gone
  public static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
