package dev.sluice.access;

import dev.sluice.schema.ItemVisitor;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** Sums the bytes of each top-level attribute over the items of a sample, as DynamoDB JSON and including names. */
final class AttributeBytes implements ItemVisitor {
  private final Map<String, Long> bytes = new HashMap<>();

  @Override
  public void see(DynamoJsonReader item) {
    if (item.open('{')) {
      do {
        add(item);
      } while (item.more('}'));
    }
  }

  private void add(DynamoJsonReader item) {
    int start = item.position();
    item.name();
    String name = item.text();
    item.skip();
    bytes.merge(name, (long) item.position() - start, Long::sum);
  }

  /** Returns the share of all bytes that belongs to these attributes, from 0 to 1; 1 if the sample has no items. */
  double share(Collection<String> attributes) {
    long all = sum(bytes.keySet());
    return all == 0 ? 1 : (double) sum(new HashSet<>(attributes)) / all;
  }

  private long sum(Collection<String> attributes) {
    return attributes.stream().mapToLong(name -> bytes.getOrDefault(name, 0L)).sum();
  }
}
