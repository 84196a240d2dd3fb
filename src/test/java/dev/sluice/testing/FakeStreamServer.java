package dev.sluice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.table.AwsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Serves a {@link FakeStream} by the protocol of DynamoDB Streams, and the description of its table. */
public final class FakeStreamServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration VALID = Duration.ofMinutes(15);
  private static final int SHARDS_PER_PAGE = 100;

  private final FakeStream stream;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<DynamoDbRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> readers = new ConcurrentHashMap<>();
  private final AtomicInteger mostReaders = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Duration latency = Duration.ZERO;
  private volatile String label = "2026-01-01T00:00:00.000";
  private volatile boolean isOn = true;

  private FakeStreamServer(FakeStream stream) throws IOException {
    this.stream = stream;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public static FakeStreamServer start(FakeStream stream) {
    TestServers.credentials();
    try {
      return new FakeStreamServer(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public AwsSettings settings() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new AwsSettings("us-east-1", endpoint, null, null);
  }

  /** Returns the stream's ARN. */
  public String arn() {
    return "arn:aws:dynamodb:us-east-1:000000000000:table/fake/stream/" + label;
  }

  /** Turns the stream off and on, which gives it another ARN. */
  public void turnOffAndOn() {
    label = "2026-01-02T00:00:00.000";
  }

  public void turnOff() {
    isOn = false;
  }

  /** Lets the next requests for records fail with these errors. */
  public void fail(String code, int times) {
    errors.addAll(Collections.nCopies(times, code));
  }

  public List<DynamoDbRequest> requests(String operation) {
    synchronized (requests) {
      return requests.stream().filter(r -> r.operation().equals(operation)).toList();
    }
  }

  /** Returns the largest number of requests for records of one shard at once. */
  public int mostReaders() {
    return mostReaders.get();
  }

  /** Returns the largest number of requests for records at once. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** Lets each request for records take so long. */
  public void slow(Duration duration) {
    latency = duration;
  }

  private void serve(HttpExchange exchange) throws IOException {
    DynamoDbRequest request = DynamoDbRequest.of(exchange);
    requests.add(request);
    answer(request).send(exchange);
  }

  private DynamoDbReply answer(DynamoDbRequest request) {
    try {
      JsonNode body = request.body();
      return DynamoDbReply.of(
          200,
          switch (request.operation()) {
            case "DescribeTable" -> table();
            case "DescribeTimeToLive" -> JSON.createObjectNode();
            case "DescribeStream" -> described(body);
            case "GetShardIterator" -> iterator(body);
            case "GetRecords" -> records(body);
            default -> throw new FakeStream.StreamError("ValidationException", request.operation());
          });
    } catch (FakeStream.StreamError e) {
      ObjectNode error = JSON.createObjectNode();
      error.put("__type", "com.amazonaws.dynamodb.v20120810#" + e.code);
      error.put("message", e.getMessage());
      return DynamoDbReply.of(e.code.startsWith("Internal") ? 500 : 400, error);
    }
  }

  private ObjectNode table() {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode table = answer.putObject("Table");
    table.put("TableName", "fake").put("LatestStreamArn", arn()).put("TableStatus", "ACTIVE");
    table.putArray("KeySchema").addObject().put("AttributeName", "id").put("KeyType", "HASH");
    table
        .putArray("AttributeDefinitions")
        .addObject()
        .put("AttributeName", "id")
        .put("AttributeType", "S");
    if (isOn) {
      table
          .putObject("StreamSpecification")
          .put("StreamEnabled", true)
          .put("StreamViewType", stream.view());
    }
    return answer;
  }

  private ObjectNode described(JsonNode request) {
    String after = request.path("ExclusiveStartShardId").asText("");
    List<FakeShard> left = stream.listed().stream()
        .dropWhile(s -> !after.isEmpty() && !s.id.equals(after))
        .skip(after.isEmpty() ? 0 : 1)
        .toList();
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode description = answer.putObject("StreamDescription");
    description.put("StreamArn", arn()).put("StreamStatus", "ENABLED");
    ArrayNode shards = description.putArray("Shards");
    left.stream().limit(SHARDS_PER_PAGE).forEach(s -> shards.add(shard(s)));
    if (left.size() > SHARDS_PER_PAGE) {
      description.put("LastEvaluatedShardId", left.get(SHARDS_PER_PAGE - 1).id);
    }
    return answer;
  }

  private static ObjectNode shard(FakeShard shard) {
    ObjectNode json = JSON.createObjectNode().put("ShardId", shard.id);
    if (shard.parent != null) {
      json.put("ParentShardId", shard.parent);
    }
    ObjectNode range = json.putObject("SequenceNumberRange");
    range.put("StartingSequenceNumber", shard.first.toString());
    if (shard.last != null) {
      range.put("EndingSequenceNumber", shard.last.toString());
    }
    return json;
  }

  private ObjectNode iterator(JsonNode request) {
    checkStream(request.path("StreamArn").asText());
    FakeShard shard = stream.known(request.path("ShardId").asText());
    int from =
        switch (request.path("ShardIteratorType").asText()) {
          case "TRIM_HORIZON" -> shard.trimmed;
          case "AFTER_SEQUENCE_NUMBER" -> index(shard, number(request).add(BigInteger.ONE), true);
          case "AT_SEQUENCE_NUMBER" -> index(shard, number(request), false);
          default -> throw new FakeStream.StreamError("ValidationException", "type");
        };
    return JSON.createObjectNode().put("ShardIterator", iterator(shard, from));
  }

  private void checkStream(String arn) {
    if (!arn.startsWith("arn:aws:dynamodb:")) {
      throw new FakeStream.StreamError("ResourceNotFoundException", arn);
    }
  }

  private static BigInteger number(JsonNode request) {
    String number = request.path("SequenceNumber").asText("");
    if (number.isEmpty()) {
      throw new FakeStream.StreamError("ValidationException", "SequenceNumber is missing");
    }
    return new BigInteger(number);
  }

  private static int index(FakeShard shard, BigInteger number, boolean after) {
    if (shard.isTrimmed(after ? number.subtract(BigInteger.ONE) : number)) {
      throw new FakeStream.StreamError("TrimmedDataAccessException", "trimmed: " + number);
    }
    return (int)
        shard.records.stream().takeWhile(r -> r.number().compareTo(number) < 0).count();
  }

  private String iterator(FakeShard shard, int from) {
    return shard.id + "|" + from + "|" + stream.now().toEpochMilli();
  }

  private ObjectNode records(JsonNode request) {
    String error = errors.poll();
    if (error != null) {
      throw new FakeStream.StreamError(error, "injected");
    }
    String[] parts = request.path("ShardIterator").asText().split("\\|", -1);
    AtomicInteger reading = readers.computeIfAbsent(parts[0], s -> new AtomicInteger());
    mostReaders.accumulateAndGet(reading.incrementAndGet(), Math::max);
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      LockSupport.parkNanos(latency.toNanos());
      return records(parts, request.path("Limit").asInt(1_000));
    } finally {
      atOnce.decrementAndGet();
      reading.decrementAndGet();
    }
  }

  private ObjectNode records(String[] iterator, int most) {
    Instant made = Instant.ofEpochMilli(Long.parseLong(iterator[2]));
    if (made.plus(VALID).isBefore(stream.now())) {
      throw new FakeStream.StreamError("ExpiredIteratorException", "Iterator expired");
    }
    FakeShard shard = stream.known(iterator[0]);
    int from = Integer.parseInt(iterator[1]);
    if (from < shard.trimmed) {
      throw new FakeStream.StreamError("TrimmedDataAccessException", "trimmed");
    }
    ArrayNode found = stream.records(shard, from, Math.min(most, 1_000));
    ObjectNode answer = JSON.createObjectNode();
    answer.set("Records", found);
    int next = from + found.size();
    if (!shard.isClosed() || next < shard.records.size()) {
      answer.put("NextShardIterator", iterator(shard, next));
    }
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
