package dev.sluice.stream;

import dev.sluice.table.AwsFailures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Lists the shards of a stream: all pages of its description. */
record ShardListing(DynamoDbStreamsClient client, String stream) {
  /** Returns all shards that the stream lists now. */
  ShardTree shards() {
    List<Shard> shards = new ArrayList<>();
    String last = null;
    do {
      StreamDescription page = described(last);
      page.shards().forEach(shard -> shards.add(shard(shard)));
      last = page.lastEvaluatedShardId();
    } while (last != null);
    return new ShardTree(shards);
  }

  private StreamDescription described(@Nullable String after) {
    DescribeStreamRequest request = DescribeStreamRequest.builder()
        .streamArn(stream)
        .exclusiveStartShardId(after)
        .build();
    return AwsFailures.translated(
        "stream " + stream, () -> client.describeStream(request).streamDescription());
  }

  private Shard shard(software.amazon.awssdk.services.dynamodb.model.Shard shard) {
    var range = shard.sequenceNumberRange();
    String first = range == null ? null : range.startingSequenceNumber();
    if (first != null && !SequenceNumber.isOne(first)) {
      throw StreamFailures.odd(
          name(stream, shard.shardId()),
          new IllegalArgumentException(
              "its StartingSequenceNumber is no number of at most 40 digits"));
    }
    boolean closed = range != null && range.endingSequenceNumber() != null;
    return new Shard(
        shard.shardId(),
        shard.parentShardId(),
        first == null ? null : new SequenceNumber(first),
        closed);
  }

  /** Returns the name of a shard for people. */
  static String name(String stream, String shard) {
    return "stream " + stream + ", shard " + shard;
  }
}
