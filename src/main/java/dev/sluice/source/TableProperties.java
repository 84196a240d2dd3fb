package dev.sluice.source;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table's properties, of which those of DynamoDB are found when they are needed: Spark looks up its own names in
 * statements that show none.
 */
final class TableProperties extends AbstractMap<String, String> {
  private final Map<String, String> stated;
  private final Supplier<Map<String, String>> facts;
  private @Nullable Map<String, String> all;

  /** @param facts properties named {@code dynamodb.…}; asked for once at most */
  TableProperties(Map<String, String> stated, Supplier<Map<String, String>> facts) {
    this.stated = stated;
    this.facts = facts;
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    return isFact(key) ? all().get(key) : stated.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return isFact(key) ? all().containsKey(key) : stated.containsKey(key);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return all().entrySet();
  }

  private static boolean isFact(@Nullable Object key) {
    return key instanceof String name && name.startsWith(TableFacts.PREFIX);
  }

  private synchronized Map<String, String> all() {
    Map<String, String> known = all;
    if (known == null) {
      known = new HashMap<>(stated);
      known.putAll(facts.get());
      all = known;
    }
    return known;
  }
}
