package dev.sluice.scan;

import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The demand of a reader that may need one row only, without having said so: a page of one item, and all pages when that
 * has been read and more is wanted.
 */
public final class OneItemFirst implements PageDemand {
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch more = new CountDownLatch(1);

  @Override
  public OptionalInt next() {
    if (begun.compareAndSet(false, true)) {
      return OptionalInt.of(1);
    }
    try {
      more.await();
      return OptionalInt.of(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the task was cancelled");
    }
  }

  @Override
  public void read(Page page, int items) {
    more.countDown();
  }
}
