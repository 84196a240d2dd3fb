package dev.sluice.table;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The description of a table, as DynamoDB gives it before the table is read.
 *
 * @param id DynamoDB's id of this table: a table that is dropped and created again has another one
 * @param keys partition key first, then the sort key if there is one; empty if only an export of the table is known
 * @param itemCount up to six hours old, 0 for a young table: never divide by it
 * @param sizeBytes in bytes; up to six hours old, 0 for a young table
 * @param capacity read capacity, by its kinds
 * @param timeToLive the attribute with the expiry time of items
 * @param describedAt by DynamoDB's clock, to the second
 */
public record TableDescription(
    String name,
    String arn,
    String id,
    List<Key> keys,
    long itemCount,
    long sizeBytes,
    ReadCapacity capacity,
    List<Index> indexes,
    TimeToLive timeToLive,
    Instant describedAt)
    implements Serializable {
  /** The projection of an index that has all attributes. */
  public static final String ALL = "ALL";

  public TableDescription {
    keys = List.copyOf(keys);
    indexes = List.copyOf(indexes);
  }

  /** Returns the attribute with an item's expiry time, epoch seconds; null: none, as far as known. */
  public @Nullable String ttlAttribute() {
    return timeToLive.attribute();
  }

  /**
   * A table's TTL.
   *
   * @param attribute null: none, or unknown
   * @param isKnown whether DynamoDB, or the configuration, has answered
   */
  public record TimeToLive(@Nullable String attribute, boolean isKnown) implements Serializable {
    /** The caller lacks the permission to ask DynamoDB. */
    static final TimeToLive DENIED = new TimeToLive(null, false);

    static TimeToLive of(@Nullable String attribute) {
      return new TimeToLive(attribute, true);
    }
  }

  /**
   * A key attribute.
   *
   * @param type S, N or B
   */
  public record Key(String name, String type) implements Serializable {}

  /**
   * The attributes of a Query's key condition: it gives a value to every attribute of the partition key, and may
   * continue with those of the sort key from the first on, all but the last of them by equality.
   *
   * @param partition one; up to four for a global index
   * @param sort none or one; up to four for a global index
   */
  public record KeySchema(List<Key> partition, List<Key> sort) implements Serializable {
    public KeySchema {
      partition = List.copyOf(partition);
      sort = List.copyOf(sort);
    }

    /** Returns both, the partition key's first. */
    public List<Key> all() {
      return Stream.concat(partition.stream(), sort.stream()).toList();
    }
  }

  /**
   * A secondary index.
   *
   * @param global whether it has partitions and capacity of its own
   * @param complete whether it has all items: a global index is filled for hours after its creation
   * @param itemCount up to six hours old, 0 for a young index
   * @param sizeBytes in bytes; up to six hours old, 0 for a young index
   * @param projection ALL, KEYS_ONLY or INCLUDE
   * @param included attributes besides the keys, for INCLUDE
   * @param capacity the capacity of a global index; null: a local one, which uses the table's
   */
  public record Index(
      String name,
      boolean global,
      boolean complete,
      KeySchema keys,
      long itemCount,
      long sizeBytes,
      String projection,
      List<String> included,
      @Nullable ReadCapacity capacity)
      implements Serializable {
    public Index {
      included = List.copyOf(included);
    }

    /**
     * Returns whether the index projects this attribute.
     *
     * @param tableKeys the table's keys, which every index has
     */
    public boolean projects(String attribute, List<Key> tableKeys) {
      return projection.equals(ALL)
          || included.contains(attribute)
          || Stream.concat(keys.all().stream(), tableKeys.stream())
              .anyMatch(key -> key.name().equals(attribute));
    }
  }

  /**
   * Read units a second, each null if the table has no such figure.
   *
   * @param provisioned the capacity of a provisioned table
   * @param onDemandMaximum the owner's limit of an on-demand table
   * @param warm the warm throughput, available at once
   */
  public record ReadCapacity(
      @Nullable Long provisioned,
      @Nullable Long onDemandMaximum,
      @Nullable Long warm) implements Serializable {
    /** Returns the table's capacity: the first of provisioned, on-demand maximum and warm throughput that is known. */
    public Optional<Long> known() {
      return Optional.ofNullable(provisioned)
          .or(() -> Optional.ofNullable(onDemandMaximum))
          .or(() -> Optional.ofNullable(warm));
    }
  }

  /** Returns the keys of the index if there is one of this name; else of the table. */
  public KeySchema keysOf(@Nullable String index) {
    return found(index)
        .map(Index::keys)
        .orElseGet(() ->
            new KeySchema(keys.stream().limit(1).toList(), keys.stream().skip(1).toList()));
  }

  /** Returns the index's keys that an item may change; the table's own keys are fixed. Empty if the table is read. */
  public List<Key> changingKeysOf(@Nullable String index) {
    return found(index).map(i -> i.keys().all()).orElse(List.of()).stream()
        .filter(key -> keys.stream().noneMatch(own -> own.name().equals(key.name())))
        .toList();
  }

  /** Returns the bytes of the index if there is one of this name; else of the table. */
  public long sizeBytesOf(@Nullable String index) {
    return found(index).map(Index::sizeBytes).orElse(sizeBytes);
  }

  /** Returns the items of the index if there is one of this name; else of the table. */
  public long itemCountOf(@Nullable String index) {
    return found(index).map(Index::itemCount).orElse(itemCount);
  }

  /**
   * Returns the read capacity of the table or of an index.
   *
   * @param index null: the table; a global index has capacity of its own, a local one uses the table's
   */
  public ReadCapacity capacityOf(@Nullable String index) {
    return found(index).map(Index::capacity).orElse(capacity);
  }

  private Optional<Index> found(@Nullable String index) {
    return Optional.ofNullable(index).flatMap(this::index);
  }

  /** Returns the index of this name. */
  public Optional<Index> index(String name) {
    return indexes.stream().filter(i -> i.name().equals(name)).findFirst();
  }
}
