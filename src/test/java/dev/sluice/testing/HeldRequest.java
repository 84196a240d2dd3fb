package dev.sluice.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A fault that suspends a request, before or after S3 sees it, until the test releases it. */
public final class HeldRequest implements S3Fault {
  private static final int SECONDS = 120;

  private final boolean beforeS3;
  private final CompletableFuture<S3Fault.Request> arrived = new CompletableFuture<>();
  private final CompletableFuture<S3Fault> released = new CompletableFuture<>();

  private final CompletableFuture<S3Fault.Reply> ended = new CompletableFuture<>();

  private HeldRequest(boolean beforeS3) {
    this.beforeS3 = beforeS3;
  }

  /** Suspends the request; S3 sees it after the release. */
  public static HeldRequest before() {
    return new HeldRequest(true);
  }

  /** Suspends the response; S3 sees the request at once. */
  public static HeldRequest after() {
    return new HeldRequest(false);
  }

  @Override
  public S3Fault.Reply answer(
      S3Fault.Request request, Function<S3Fault.Request, S3Fault.Reply> s3) {
    S3Fault.Reply early = beforeS3 ? S3Fault.Reply.dropped() : s3.apply(request);
    arrived.complete(request);
    S3Fault then = released.join();
    S3Fault.Reply reply = beforeS3 ? then.answer(request, s3) : then.answer(request, r -> early);
    ended.complete(reply);
    return reply;
  }

  /** Waits until the request has arrived. */
  public S3Fault.Request awaitArrival() {
    return arrived.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits until the released request has ended; its sender may be gone by then. */
  public S3Fault.Reply awaitEnd() {
    return ended.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Returns true once the request has arrived. */
  public boolean hasArrived() {
    return arrived.isDone();
  }

  /** Releases the request. */
  public void release() {
    release(NONE);
  }

  /** Releases the request into another fault. */
  public void release(S3Fault then) {
    released.complete(then);
  }
}
