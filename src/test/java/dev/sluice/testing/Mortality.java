package dev.sluice.testing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Lets some work of this JVM die at one of its steps: that one and all later ones throw, whoever makes them. The SDK finds
 * this class through its file of global interceptors.
 */
public final class Mortality implements ExecutionInterceptor {
  private static final AtomicReference<@Nullable Life> ONE = new AtomicReference<>();

  /** The kind of steps that count. */
  public enum Step {
    /** A file of an Iceberg table that the driver opens, creates or deletes. */
    FILE,
    /** A write of an item. */
    ITEM
  }

  private record Life(Step step, int last, AtomicInteger made) {
    boolean isOver() {
      return made.get() >= last;
    }
  }

  /** The process is no more. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(Step step, int number) {
      super("killed at " + step + " " + number);
    }
  }

  /**
   * Runs some work that dies at a step, counted from 1, if it has as many.
   *
   * @return whether it has died
   */
  public static boolean dying(Step step, int last, Runnable work) {
    Life life = new Life(step, last, new AtomicInteger());
    ONE.set(life);
    try {
      work.run();
    } catch (Killed e) {
      // as it should
    } finally {
      ONE.set(null);
    }
    return life.isOver();
  }

  /** Makes a step, if it is still made. */
  public static void pass(Step step) {
    Life life = ONE.get();
    if (life == null) {
      return;
    }
    boolean counts = life.step == step && TaskContext.get() == null;
    if (counts ? life.made.incrementAndGet() >= life.last : life.isOver()) {
      throw new Killed(life.step, life.last);
    }
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof PutItemRequest
        || context.request() instanceof UpdateItemRequest) {
      pass(Step.ITEM);
    }
  }
}
