package dev.sluice.demo.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A stream in DynamoDB Local, read as far as it goes, again and again. DynamoDB Local closes a shard after some hours,
 * and lets iterators expire; therefore only sequence numbers are kept. Not thread-safe.
 */
final class LocalStream {
  /** The position in a shard of which nothing has been read. */
  private static final String START = "";

  private final DynamoDbStreamsClient local;
  private final String arn;
  /** The last sequence number that was read of each shard. */
  private final Map<String, String> open = new LinkedHashMap<>();

  private final Set<String> ended = new HashSet<>();
  private boolean mayHaveOthers = true;

  LocalStream(DynamoDbStreamsClient local, String arn) {
    this.local = local;
    this.arn = arn;
  }

  /** Returns all records since the last call, those of a shard in the order of the writes; at first those since the stream began. */
  List<Record> next() {
    List<Record> found = new ArrayList<>();
    do {
      if (mayHaveOthers) {
        findShards();
      }
      List.copyOf(open.keySet()).forEach(shard -> read(shard, found));
    } while (mayHaveOthers);
    return found;
  }

  private void findShards() {
    mayHaveOthers = false;
    List<Shard> shards =
        local.describeStream(r -> r.streamArn(arn)).streamDescription().shards();
    for (Shard shard : shards) {
      if (!ended.contains(shard.shardId())) {
        open.putIfAbsent(shard.shardId(), START);
      }
    }
  }

  private void read(String shard, List<Record> found) {
    String next = iterator(shard);
    while (next != null) {
      String iterator = next;
      GetRecordsResponse page = local.getRecords(r -> r.shardIterator(iterator));
      next = page.nextShardIterator();
      List<Record> records = page.records();
      found.addAll(records);
      if (!records.isEmpty()) {
        open.put(shard, records.get(records.size() - 1).dynamodb().sequenceNumber());
      } else if (next != null) {
        return;
      }
    }
    open.remove(shard);
    ended.add(shard);
    mayHaveOthers = true; // its children go on where it ended
  }

  /** Returns null if the shard is gone: after a day, with all that was written to it. */
  private @Nullable String iterator(String shard) {
    String last = open.getOrDefault(shard, START);
    try {
      return last.equals(START) ? first(shard) : after(shard, last);
    } catch (DynamoDbException e) {
      if (LocalErrors.isOf(e, "ResourceNotFoundException")) {
        return null;
      }
      if (LocalErrors.isOf(e, "TrimmedDataAccessException")) {
        return first(shard);
      }
      throw e;
    }
  }

  private String first(String shard) {
    return local
        .getShardIterator(
            r -> r.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private String after(String shard, String last) {
    return local
        .getShardIterator(r -> r.streamArn(arn)
            .shardId(shard)
            .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
            .sequenceNumber(last))
        .shardIterator();
  }
}
