package dev.sluice.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** What {@link FaultyS3} does to a request: it may answer in S3's place, or change the request or the answer. */
@FunctionalInterface
public interface S3Fault {
  S3Reply answer(S3Request request, Function<S3Request, S3Reply> s3);

  /** The request goes through as it is. */
  S3Fault NONE = (request, s3) -> s3.apply(request);

  /** S3 is overloaded. */
  static S3Fault slowDown() {
    return error(503, "SlowDown", "Please reduce your request rate.");
  }

  /** S3 has a fault of its own. */
  static S3Fault internalError() {
    return error(500, "InternalError", "We encountered an internal error. Please try again.");
  }

  /** Two writers met at one key. */
  static S3Fault conflict() {
    return error(
        409,
        "ConditionalRequestConflict",
        "The conditional request cannot succeed due to a conflicting operation against this resource.");
  }

  /** Any error of S3's. */
  static S3Fault error(int status, String code, String message) {
    return (request, s3) -> S3Reply.error(status, code, message);
  }

  /** The connection is closed before S3 has seen the request. */
  static S3Fault reset() {
    return (request, s3) -> S3Reply.dropped();
  }

  /** S3 does what was asked, and the answer is lost. */
  static S3Fault answerLost() {
    return (request, s3) -> {
      S3Reply unused = s3.apply(request);
      return S3Reply.dropped();
    };
  }

  /** S3 does what was asked, and says that it failed. */
  static S3Fault doneButFailed() {
    return (request, s3) -> {
      S3Reply unused = s3.apply(request);
      return S3Reply.error(500, "InternalError", "We encountered an internal error.");
    };
  }

  /** The connection breaks in the middle of the answer. */
  static S3Fault cutOff() {
    return (request, s3) -> s3.apply(request).cut();
  }

  /** The answer comes later. */
  static S3Fault delayed(Duration delay) {
    return (request, s3) -> {
      S3Reply reply = s3.apply(request);
      long end = System.nanoTime() + delay.toNanos();
      for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return reply;
    };
  }
}
