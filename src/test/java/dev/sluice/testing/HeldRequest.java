package dev.sluice.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A request to S3 that waits, before S3 sees it or after, until a test lets it go on. */
public final class HeldRequest implements S3Fault {
  private static final int SECONDS = 120;

  private final boolean beforeS3;
  private final CompletableFuture<S3Request> arrived = new CompletableFuture<>();
  private final CompletableFuture<S3Fault> released = new CompletableFuture<>();

  private final CompletableFuture<S3Reply> ended = new CompletableFuture<>();

  private HeldRequest(boolean beforeS3) {
    this.beforeS3 = beforeS3;
  }

  /** S3 sees it only once it is released. */
  public static HeldRequest before() {
    return new HeldRequest(true);
  }

  /** S3 has done what was asked; the answer waits. */
  public static HeldRequest after() {
    return new HeldRequest(false);
  }

  @Override
  public S3Reply answer(S3Request request, Function<S3Request, S3Reply> s3) {
    S3Reply early = beforeS3 ? S3Reply.dropped() : s3.apply(request);
    arrived.complete(request);
    S3Fault then = released.join();
    S3Reply reply = beforeS3 ? then.answer(request, s3) : then.answer(request, r -> early);
    ended.complete(reply);
    return reply;
  }

  /** Waits until the request is there. */
  public S3Request awaitArrival() {
    return arrived.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Waits until S3 has done, after its release, what was asked; who asked may have gone. */
  public S3Reply awaitEnd() {
    return ended.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Whether the request is there. */
  public boolean hasArrived() {
    return arrived.isDone();
  }

  /** Lets it go on. */
  public void release() {
    release(NONE);
  }

  /** Lets it go on and meet this. */
  public void release(S3Fault then) {
    released.complete(then);
  }
}
