package dev.sluice.source.metric;

/** Items left out since they are past their TTL. */
public final class ItemsExpired extends ReadMetric {
  public ItemsExpired() {
    super("itemsExpired", "items past their TTL");
  }
}
