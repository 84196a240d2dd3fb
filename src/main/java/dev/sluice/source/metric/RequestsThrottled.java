package dev.sluice.source.metric;

/** Requests that DynamoDB has throttled. */
public final class RequestsThrottled extends ReadMetric {
  public RequestsThrottled() {
    super("requestsThrottled", "requests throttled");
  }
}
