package dev.sluice.dataset;

import dev.sluice.testing.S3Fault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A holder's own way to S3: it holds one of its requests, S3A's as well as ours, until it is told to let it go. */
final class HolderDoor implements S3Fault {
  private Moment moment = Moment.NEVER;
  private int seen;
  private boolean leased;
  private CompletableFuture<S3Fault.Request> held = new CompletableFuture<>();
  private CompletableFuture<Void> released = new CompletableFuture<>();
  private Runnable late = () -> {};

  /** Of the requests from now on. */
  synchronized void stopAt(Moment at) {
    moment = at;
    seen = 0;
    leased = false;
    held = new CompletableFuture<>();
    released = new CompletableFuture<>();
    late = () -> {};
  }

  /** Completed once the request is there. */
  synchronized CompletableFuture<S3Fault.Request> held() {
    return held;
  }

  /** How many requests came so far that count. */
  synchronized int seen() {
    return seen;
  }

  /** Lets the request go on, or its answer, or loses the connection. */
  synchronized void release() {
    released.complete(null);
  }

  /** What is still under way arrives now. */
  void deliver() {
    Runnable arriving;
    synchronized (this) {
      arriving = late;
      late = () -> {};
    }
    arriving.run();
  }

  @Override
  public S3Fault.Reply answer(
      S3Fault.Request request, Function<S3Fault.Request, S3Fault.Reply> s3) {
    return isIt(request) ? held(request, s3) : s3.apply(request);
  }

  private S3Fault.Reply held(S3Fault.Request request, Function<S3Fault.Request, S3Fault.Reply> s3) {
    S3Fault.Reply early =
        moment.how() == Moment.How.AFTER ? s3.apply(request) : S3Fault.Reply.dropped();
    CompletableFuture<Void> go = arrived(request);
    go.orTimeout(5, TimeUnit.MINUTES).join();
    return switch (moment.how()) {
      case BEFORE -> s3.apply(request);
      case AFTER -> early;
      case LATE ->
        delayed(() -> {
          S3Fault.Reply unused = s3.apply(request);
        });
    };
  }

  private synchronized CompletableFuture<Void> arrived(S3Fault.Request request) {
    held.complete(request);
    return released;
  }

  private synchronized S3Fault.Reply delayed(Runnable arrival) {
    late = arrival;
    return S3Fault.Reply.dropped();
  }

  /** Beats come by the clock, and a process tries a root once: neither must move the moment. */
  private synchronized boolean isIt(S3Fault.Request request) {
    boolean lease = request.key().contains("/lease-");
    if ((lease && leased) || request.key().contains(".probe/")) {
      return false;
    }
    leased |= lease && request.method().equals("PUT");
    if (!moment.counts(request.toString())) {
      return false;
    }
    seen++;
    return seen == moment.number();
  }
}
