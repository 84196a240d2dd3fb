package dev.sluice.testing;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Throws errors that no server can cause from the SDK clients of this JVM, on the calling thread. The SDK finds this class
 * through its file of global interceptors.
 */
public final class ThrowingCalls implements ExecutionInterceptor {
  private static final AtomicReference<@Nullable Planned> PLANNED = new AtomicReference<>();

  private record Planned(String operation, Throwable thrown) {}

  /** Makes every call of the operation throw while the action runs. */
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

  /** Throws a checked exception without declaring it. */
  @SuppressWarnings({"unchecked", "DoNotCallSuggester"}) // the cast is none: generics are gone
  public static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
