package dev.sluice.source.metric;

/** Items that DynamoDB has read but not sent, since its filter removed them. */
public final class ItemsFiltered extends ReadMetric {
  public ItemsFiltered() {
    super("itemsFiltered", "items filtered by DynamoDB");
  }
}
