package dev.sluice.source.metric;

/** Items that could not be read. */
public final class ItemsRejected extends ReadMetric {
  public ItemsRejected() {
    super("itemsRejected", "items unreadable");
  }
}
