package dev.sluice.source.metric;

/** Pages that have come. */
public final class Pages extends ReadMetric {
  public Pages() {
    super("pages", "pages");
  }
}
