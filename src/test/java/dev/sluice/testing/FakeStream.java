package dev.sluice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table of one partition key {@code id}, and its Stream as DynamoDB keeps one, with what DynamoDB Local does not have:
 * shards that are split and closed, trims after 24 hours, iterators that expire, empty answers before records, and
 * removals by TTL. Thread-safe.
 */
public final class FakeStream {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final InstantSource clock;
  private final Map<String, JsonNode> table = new TreeMap<>();
  private final List<FakeShard> shards = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private final Map<String, String> shardOf = new TreeMap<>();
  private BigInteger number = new BigInteger("100000000000000000001");
  private int ids;
  private String view = "NEW_AND_OLD_IMAGES";
  private Duration kept = Duration.ofHours(24);

  public FakeStream(long seed, InstantSource clock) {
    this.random = new Random(seed);
    this.clock = clock;
  }

  public synchronized FakeStream view(String other) {
    view = other;
    return this;
  }

  /** Trims records after another time than DynamoDB does. */
  public synchronized void keep(Duration time) {
    kept = time;
  }

  synchronized String view() {
    return view;
  }

  /** Adds shards without a parent. */
  public synchronized void open(int count) {
    for (int i = 0; i < count; i++) {
      add(null);
    }
  }

  private FakeShard add(@Nullable FakeShard parent) {
    number = number.add(BigInteger.ONE);
    FakeShard shard = new FakeShard(
        "shardId-%020d-%08x".formatted(clock.millis() * 1000 + ids++, random.nextInt()),
        parent == null ? null : parent.id,
        number);
    shards.add(shard);
    return shard;
  }

  /** Puts an item. */
  public synchronized void put(String id, Map<String, String> numbers) {
    ObjectNode item = JSON.createObjectNode();
    item.putObject("id").put("S", id);
    numbers.forEach((name, value) -> item.putObject(name).put("N", value));
    JsonNode old = table.put(id, item);
    record(old == null ? "INSERT" : "MODIFY", id, old, item, false);
  }

  /** Removes an item if there is one. */
  public synchronized void remove(String id, boolean ttl) {
    JsonNode old = table.remove(id);
    if (old != null) {
      record("REMOVE", id, old, null, ttl);
    }
  }

  /** Adds a record of an insertion, changed as it would not come from DynamoDB; the table stays as it is. */
  public synchronized void record(Consumer<ObjectNode> change) {
    ObjectNode item = JSON.createObjectNode();
    item.putObject("id").put("S", "odd");
    record("INSERT", "odd", null, item, false);
    List<FakeShard.Stored> stored = shard("odd").records;
    change.accept(stored.get(stored.size() - 1).json());
  }

  private void record(
      String event, String id, @Nullable JsonNode old, @Nullable JsonNode item, boolean ttl) {
    number = number.add(BigInteger.valueOf(1 + random.nextInt(1000)));
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ObjectNode json = JSON.createObjectNode();
    json.put("eventName", event).put("eventVersion", "1.1").put("awsRegion", "us-east-1");
    ObjectNode change = json.putObject("dynamodb");
    change.put("ApproximateCreationDateTime", at.getEpochSecond());
    change.putObject("Keys").putObject("id").put("S", id);
    if (item != null && view.contains("NEW")) {
      change.set("NewImage", item);
    }
    if (old != null && view.contains("OLD")) {
      change.set("OldImage", old);
    }
    change.put("SequenceNumber", number.toString()).put("SizeBytes", 10);
    if (ttl) {
      json.putObject("userIdentity")
          .put("Type", "Service")
          .put("PrincipalId", "dynamodb.amazonaws.com");
    }
    shard(id).records.add(new FakeShard.Stored(number, at, json));
    written.add(number.toString());
  }

  private FakeShard shard(String id) {
    List<FakeShard> open = shards.stream().filter(s -> !s.isClosed()).toList();
    String known = shardOf.get(id);
    FakeShard found = known == null
        ? open.get(Math.floorMod(id.hashCode(), open.size()))
        : descendant(byId(known), id);
    shardOf.put(id, found.id);
    return found;
  }

  private FakeShard descendant(FakeShard shard, String id) {
    FakeShard found = shard;
    while (found.isClosed()) {
      String parent = found.id;
      List<FakeShard> children =
          shards.stream().filter(s -> parent.equals(s.parent)).toList();
      found = children.get(Math.floorMod(id.hashCode() / 7, children.size()));
    }
    return found;
  }

  private FakeShard byId(String id) {
    return shards.stream().filter(s -> s.id.equals(id)).findFirst().orElseThrow();
  }

  /** Closes a random open shard, which gets one or two children. */
  public synchronized void split() {
    List<FakeShard> open = shards.stream().filter(s -> !s.isClosed()).toList();
    FakeShard parent = open.get(random.nextInt(open.size()));
    number = number.add(BigInteger.ONE);
    parent.last = number;
    parent.closedAt = clock.instant();
    add(parent);
    if (random.nextBoolean()) {
      add(parent);
    }
  }

  /** Lets all shards give nothing until a time. */
  public synchronized void hold(Instant until) {
    shards.forEach(shard -> shard.heldUntil = until);
  }

  /** Lets all shards give only their first records until a time. */
  public synchronized void holdFrom(int index, Instant until) {
    shards.forEach(shard -> {
      shard.laterFrom = index;
      shard.laterUntil = until;
    });
  }

  /** Lets each shard give some empty answers before one with records. */
  public synchronized void empty(int answers) {
    shards.forEach(shard -> shard.emptyAnswers = answers);
  }

  /** Returns the items of the table by their ids. */
  public synchronized Map<String, JsonNode> table() {
    return new TreeMap<>(table);
  }

  /** Returns the numbers of all records ever written, in their order. */
  public synchronized List<String> written() {
    return List.copyOf(written);
  }

  /** Returns how many shards have ever been. */
  public synchronized int shards() {
    return shards.size();
  }

  /** Returns the shards that are listed now. */
  synchronized List<FakeShard> listed() {
    Instant horizon = clock.instant().minus(kept);
    shards.forEach(shard -> shard.trim(horizon));
    return shards.stream()
        .filter(s -> !s.isClosed() || !s.closedAt.isBefore(horizon))
        .toList();
  }

  synchronized Instant now() {
    return clock.instant();
  }

  synchronized FakeShard known(String id) {
    return listed().stream()
        .filter(s -> s.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new StreamError("ResourceNotFoundException", "no shard " + id));
  }

  /**
   * Returns the records from an index on.
   *
   * @param from index of the first
   */
  synchronized ArrayNode records(FakeShard shard, int from, int most) {
    ArrayNode records = JSON.createArrayNode();
    if (clock.instant().isBefore(shard.heldUntil) || shard.emptyAnswers-- > 0) {
      return records;
    }
    boolean later = clock.instant().isBefore(shard.laterUntil);
    int given = later ? Math.max(0, Math.min(most, shard.laterFrom - from)) : most;
    shard.records.stream().skip(from).limit(given).forEach(r -> records.add(r.json()));
    return records;
  }

  /** An error that the stream answers. */
  static final class StreamError extends RuntimeException {
    final String code;

    StreamError(String code, String message) {
      super(message);
      this.code = code;
    }
  }
}
