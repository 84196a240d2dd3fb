package dev.sluice.stream;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.scan.ItemsInterceptor;
import dev.sluice.scan.PageId;
import dev.sluice.table.AwsFailures;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.ParallelRunner;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The requests to a stream. The SDK's client repeats those that are throttled or fail on the way. {@link
 * TrimmedDataAccessException}, {@link software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException} and, of a
 * shard, {@link software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException} are left to the caller.
 */
final class StreamCalls {
  /** The most records of one answer. */
  static final int MAX_RECORDS = 1_000;

  /** The number of shards to which requests are made at the same time. */
  static final int MAX_AT_ONCE = 16;

  private static final ConcurrentMap<AwsSettings, DynamoDbStreamsClient> SHARED =
      new ConcurrentHashMap<>();

  private final DynamoDbStreamsClient client;
  private final String stream;

  private StreamCalls(DynamoDbStreamsClient client, String stream) {
    this.client = client;
    this.stream = stream;
  }

  /**
   * Returns the requests by a client that all readers of a virtual machine share. It is never closed; its connections end
   * with the virtual machine.
   */
  static StreamCalls of(AwsSettings aws, String stream) {
    return new StreamCalls(
        SHARED.computeIfAbsent(aws, s -> Clients.streams(s, new ItemsInterceptor())), stream);
  }

  /** Returns the stream's ARN. */
  String stream() {
    return stream;
  }

  /**
   * An answer.
   *
   * @param next the iterator of the next answer; null: the shard is closed, and read to its end
   */
  record Answer(List<StreamRecord> records, @Nullable String next) {
    Answer {
      records = List.copyOf(records);
    }
  }

  /** Returns all shards that the stream lists now. */
  ShardTree shards() {
    return new ShardListing(client, stream).shards();
  }

  /**
   * Returns an iterator.
   *
   * @param after the number of a record; null: from the oldest record on
   */
  String iterator(String shard, @Nullable SequenceNumber after) {
    return after == null
        ? iterator(shard, ShardIteratorType.TRIM_HORIZON, null)
        : iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, after);
  }

  private String iterator(String shard, ShardIteratorType type, @Nullable SequenceNumber number) {
    GetShardIteratorRequest request = GetShardIteratorRequest.builder()
        .streamArn(stream)
        .shardId(shard)
        .shardIteratorType(type)
        .sequenceNumber(number == null ? null : number.text())
        .build();
    return translated(shard, () -> client.getShardIterator(request).shardIterator());
  }

  /** Returns the ids of those shards whose first records have been trimmed. */
  Set<String> trimmed(List<Shard> shards) {
    Set<String> trimmed = new HashSet<>();
    try (ParallelRunner requests = new ParallelRunner(MAX_AT_ONCE)) {
      requests.each(
          shards,
          shard -> isTrimmed(shard) ? Optional.of(shard.id()) : Optional.<String>empty(),
          found -> found.ifPresent(trimmed::add));
    }
    return trimmed;
  }

  /** Returns whether the first records of a shard have been trimmed; false if it is not known. */
  boolean isTrimmed(Shard shard) {
    if (shard.first() == null) {
      return false;
    }
    try {
      iterator(shard.id(), ShardIteratorType.AT_SEQUENCE_NUMBER, shard.first());
      return false;
    } catch (TrimmedDataAccessException e) {
      return true;
    } catch (DynamoDbException e) {
      return AwsFailures.isMissing(e);
    } catch (ResourceUnavailableException e) {
      if (e.getCause() instanceof DynamoDbException answer && isInvalid(answer)) {
        // the number from which a shard begins need not be that of a record
        return false;
      }
      throw e;
    }
  }

  private static boolean isInvalid(DynamoDbException answer) {
    return answer.awsErrorDetails() != null
        && "ValidationException".equals(answer.awsErrorDetails().errorCode());
  }

  /**
   * Requests the next records.
   *
   * @param most the largest number of records
   * @throws dev.sluice.failure.ResourceUnavailableException if one of them is none
   */
  Answer records(String shard, String iterator, int most, long page) {
    ItemsInterceptor.Items records = new ItemsInterceptor.Items("Records");
    GetRecordsRequest request = GetRecordsRequest.builder()
        .shardIterator(iterator)
        .limit(most)
        .overrideConfiguration(o -> o.putExecutionAttribute(ItemsInterceptor.ITEMS, records))
        .build();
    GetRecordsResponse answer = translated(shard, () -> client.getRecords(request));
    try {
      return new Answer(parsed(records.reader()), answer.nextShardIterator());
    } catch (IllegalArgumentException e) {
      throw StreamFailures.odd(name(shard), e);
    } catch (WireException e) {
      throw PageId.ofShard(name(shard), page).unusable("is not of a stream: " + e.getMessage(), e);
    }
  }

  private static List<StreamRecord> parsed(DynamoJsonReader in) {
    List<StreamRecord> records = new ArrayList<>();
    if (in.open('[')) {
      do {
        records.add(StreamRecord.read(in));
      } while (in.more(']'));
    }
    return records;
  }

  /** Returns the name of a shard for people. */
  String name(String shard) {
    return ShardListing.name(stream, shard);
  }

  private <T> T translated(String shard, Supplier<T> call) {
    try {
      return call.get();
    } catch (DynamoDbException e) {
      throw e instanceof LimitExceededException
          ? StreamFailures.crowded(name(shard), e)
          : AwsFailures.isMissing(e) ? e : AwsFailures.translate(name(shard), e);
    }
  }
}
