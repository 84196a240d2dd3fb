package dev.sluice.source.metric;

/** Items that DynamoDB has read, whatever became of them. */
public final class ItemsScanned extends ReadMetric {
  public ItemsScanned() {
    super("itemsScanned", "items scanned");
  }
}
