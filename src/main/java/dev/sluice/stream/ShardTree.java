package dev.sluice.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shards that a stream lists, by their descent: the records of a parent come before those of its children. */
final class ShardTree {
  static final ShardTree NONE = new ShardTree(List.of());

  private final Map<String, Shard> shards;
  private final Set<String> parents;

  ShardTree(Collection<Shard> shards) {
    this.shards = shards.stream()
        .collect(Collectors.toMap(
            Shard::id, Function.identity(), (one, again) -> again, LinkedHashMap::new));
    this.parents =
        shards.stream().map(Shard::parent).filter(Objects::nonNull).collect(Collectors.toSet());
  }

  Collection<Shard> shards() {
    return shards.values();
  }

  boolean lists(String id) {
    return shards.containsKey(id);
  }

  /** Returns a shard by its id. */
  Shard shard(String id) {
    return shards.getOrDefault(id, Shard.unlisted(id));
  }

  /** Returns whether other shards continue this one. */
  boolean hasChildren(String id) {
    return parents.contains(id);
  }

  /**
   * Returns ranges as lists that may be read at the same time. All records of an item are in one list, and in their
   * order, as far as the descent of the shards is listed.
   */
  List<List<ShardRange>> independent(List<ShardRange> ranges) {
    Map<String, List<ShardRange>> byRoot = new LinkedHashMap<>();
    ranges.stream()
        .sorted((a, b) -> Integer.compare(depth(a.shard().id()), depth(b.shard().id())))
        .forEach(range -> byRoot
            .computeIfAbsent(root(range.shard().id()), root -> new ArrayList<>())
            .add(range));
    return List.copyOf(byRoot.values());
  }

  private String root(String id) {
    String root = id;
    for (String parent = parent(id); parent != null; parent = parent(parent)) {
      root = parent;
    }
    return root;
  }

  private int depth(String id) {
    int depth = 0;
    for (String parent = parent(id); parent != null; parent = parent(parent)) {
      depth++;
    }
    return depth;
  }

  /** Returns the parent if it is listed. */
  private @Nullable String parent(String id) {
    String parent = shard(id).parent();
    return parent != null && lists(parent) ? parent : null;
  }
}
