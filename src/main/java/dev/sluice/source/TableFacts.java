package dev.sluice.source;

import dev.sluice.table.Recovery;
import dev.sluice.table.TableDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table's keys, indexes, size, capacity, TTL and recovery as texts: its properties in Spark's catalogs. */
final class TableFacts {
  static final String PREFIX = "dynamodb.";

  private TableFacts() {}

  /**
   * Returns the properties, each named {@code dynamodb.…}.
   *
   * @param writes provisioned write units of the table under an empty name, and of indexes
   */
  static Map<String, String> of(
      TableDescription table, Recovery recovery, Map<String, Long> writes) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(PREFIX + "arn", table.arn());
    facts.put(PREFIX + "id", table.id());
    putKeys(facts, PREFIX, table.keysOf(null));
    // of DynamoDB, up to six hours old
    facts.put(PREFIX + "item-count", Long.toString(table.itemCount()));
    facts.put(PREFIX + "size-bytes", Long.toString(table.sizeBytes()));
    facts.put(PREFIX + "read-capacity", capacity(table.capacity()));
    facts.put(PREFIX + "write-capacity", writeCapacity(writes.get("")));
    facts.put(PREFIX + "ttl", timeToLive(table.timeToLive()));
    facts.put(PREFIX + "point-in-time-recovery", recovery(recovery));
    table.indexes().forEach(index -> putIndex(facts, index, writes));
    return facts;
  }

  private static void putIndex(
      Map<String, String> facts, TableDescription.Index index, Map<String, Long> writes) {
    String prefix = PREFIX + "index." + index.name() + ".";
    facts.put(prefix + "kind", index.global() ? "global" : "local");
    putKeys(facts, prefix, index.keys());
    facts.put(prefix + "projection", projection(index));
    facts.put(prefix + "item-count", Long.toString(index.itemCount()));
    facts.put(prefix + "size-bytes", Long.toString(index.sizeBytes()));
    Optional.ofNullable(index.capacity())
        .ifPresent(capacity -> facts.put(prefix + "read-capacity", capacity(capacity)));
    if (index.global()) {
      facts.put(prefix + "write-capacity", writeCapacity(writes.get(index.name())));
    }
    if (!index.complete()) {
      facts.put(prefix + "state", "being filled");
    }
  }

  private static void putKeys(
      Map<String, String> facts, String prefix, TableDescription.KeySchema keys) {
    facts.put(prefix + "partition-key", names(keys.partition()));
    if (!keys.sort().isEmpty()) {
      facts.put(prefix + "sort-key", names(keys.sort()));
    }
  }

  private static String names(List<TableDescription.Key> keys) {
    return keys.stream()
        .map(key -> key.name() + " " + key.type())
        .collect(Collectors.joining(", "));
  }

  private static String projection(TableDescription.Index index) {
    return index.included().isEmpty()
        ? index.projection()
        : index.projection() + " " + String.join(", ", index.included());
  }

  private static String capacity(TableDescription.ReadCapacity capacity) {
    if (capacity.provisioned() != null) {
      return "provisioned " + capacity.provisioned() + " units/s";
    }
    return capacity.known().map(units -> "on demand, " + units + " units/s").orElse("on demand");
  }

  private static String writeCapacity(@Nullable Long units) {
    return units == null ? "on demand" : "provisioned " + units + " units/s";
  }

  private static String timeToLive(TableDescription.TimeToLive timeToLive) {
    String attribute = timeToLive.attribute();
    if (attribute != null) {
      return attribute;
    }
    return timeToLive.isKnown() ? "off" : "unknown: dynamodb:DescribeTimeToLive is denied";
  }

  private static String recovery(Recovery recovery) {
    Boolean enabled = recovery.enabled();
    return enabled == null ? "unknown: " + recovery.whyUnknown() : enabled ? "on" : "off";
  }
}
