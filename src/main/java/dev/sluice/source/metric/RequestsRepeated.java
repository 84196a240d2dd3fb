package dev.sluice.source.metric;

/** Requests for a page beyond its first. */
public final class RequestsRepeated extends ReadMetric {
  public RequestsRepeated() {
    super("requestsRepeated", "requests repeated");
  }
}
