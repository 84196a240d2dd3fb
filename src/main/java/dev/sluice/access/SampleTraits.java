package dev.sluice.access;

import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Traits of the sampled items: how many are past their TTL, and which partition key value is the most frequent. */
public final class SampleTraits implements ItemVisitor {
  private final Expiry expiry;
  private final @Nullable EntityDiscriminator partitionKey;
  private final Map<String, Long> keys = new HashMap<>();
  private final AttributeBytes bytes = new AttributeBytes();
  private long items;
  private long expired;

  /** @param partitionKey the name of the partition key; null: not known */
  SampleTraits(Expiry expiry, @Nullable String partitionKey) {
    this.expiry = expiry;
    this.partitionKey = partitionKey == null ? null : new EntityDiscriminator(partitionKey, null);
  }

  /**
   * The most frequent value of the partition key in the sample.
   *
   * @param items the number of sampled items with this value
   */
  public record Hottest(String attribute, String value, long items) {}

  @Override
  public void see(DynamoJsonReader item) {
    items++;
    int start = item.position();
    bytes.see(item);
    item.rewind(start);
    if (expiry.isExpired(item)) {
      expired++;
    }
    if (partitionKey != null) {
      keys.merge(partitionKey.of(item), 1L, Long::sum);
    }
  }

  /** Returns the number of items in the sample. */
  public long items() {
    return items;
  }

  /** Returns the number of items past their TTL; 0 if the table has no TTL. */
  public long expired() {
    return expired;
  }

  /** Returns the share of the items' bytes that belongs to these attributes, from 0 to 1; 1 if there are no items. */
  public double share(Collection<String> attributes) {
    return bytes.share(attributes);
  }

  /** Returns the number of distinct values of the partition key in the sample; 0 if the key is not known. */
  public int keys() {
    return keys.size();
  }

  /** Returns the most frequent key; empty if the sample is empty, or the key is binary or not known. */
  public Optional<Hottest> hottest() {
    EntityDiscriminator by = partitionKey;
    if (by == null) {
      return Optional.empty();
    }
    return keys.entrySet().stream()
        .filter(key -> !key.getKey().equals(EntityDiscriminator.NONE))
        .max(Map.Entry.<String, Long>comparingByValue()
            .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
        .map(key -> new Hottest(by.attribute(), key.getKey(), key.getValue()));
  }
}
