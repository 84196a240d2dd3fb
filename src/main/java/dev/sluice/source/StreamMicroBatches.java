package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.stream.StreamFollower;
import dev.sluice.stream.StreamPosition;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.StreamSource;
import java.time.Instant;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMaxRows;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;
import org.jspecify.annotations.Nullable;

/**
 * A table's stream as a Spark stream. Offsets have the position in each shard and its number of records, so that a batch
 * that is read again has the same changes, or fails. An offset ends where the driver has read to, since DynamoDB does not
 * tell where an open shard ends.
 */
final class StreamMicroBatches implements MicroBatchStream, SupportsTriggerAvailableNow {
  private final TableBatch batch;
  private final StreamSource source;
  private final StreamSettings settings;
  private @Nullable StreamFollower follower;
  private @Nullable StreamPosition latest;

  /** True if the stream is read to the end that it has at the first trigger. */
  private boolean availableNow;

  private @Nullable Instant end;

  /** @param batch makes the readers */
  StreamMicroBatches(TableBatch batch) {
    ReadPlan plan = batch.plan();
    this.batch = batch;
    this.source = plan.settings().stream();
    this.settings = batch.read().stream();
  }

  /** Returns the position before the oldest change. It is always the same: what it means, the first offset has. */
  @Override
  public Offset initialOffset() {
    return new StreamOffset(
        StoppedQuery.translated(() -> StreamPosition.begin(source.describe().arn())));
  }

  @Override
  public Offset deserializeOffset(String json) {
    return new StreamOffset(StreamPosition.parse(json));
  }

  @Override
  public ReadLimit getDefaultReadLimit() {
    Long most = settings.maxChanges();
    return most == null ? ReadLimit.allAvailable() : ReadLimit.maxRows(most);
  }

  @Override
  public void prepareForTriggerAvailableNow() {
    availableNow = true;
  }

  @Override
  public Offset latestOffset(Offset start, ReadLimit limit) {
    long most = limit instanceof ReadMaxRows rows ? rows.maxRows() : Long.MAX_VALUE;
    StreamPosition found = StoppedQuery.translated(() -> found(start, most));
    latest = found;
    return new StreamOffset(found);
  }

  private StreamPosition found(Offset start, long most) {
    StreamFollower following = following(((StreamOffset) start).position());
    return availableNow ? following.until(end(following), most) : following.available(most);
  }

  private Instant end(StreamFollower following) {
    Instant fixed = end == null ? following.now() : end;
    end = fixed;
    return fixed;
  }

  /** Returns the follower at a position: another one if Spark does not go on from the latest offset. */
  private StreamFollower following(StreamPosition start) {
    StreamFollower present = follower;
    if (present == null || !start.equals(latest)) {
      present = StreamFollower.of(source, source.describe(), start, settings);
      follower = present;
    }
    return present;
  }

  /** Is not called: Spark prefers {@link #latestOffset(Offset, ReadLimit)}. */
  @Override
  public Offset latestOffset() {
    throw new UnsupportedOperationException("latestOffset(Offset, ReadLimit)");
  }

  @Override
  public InputPartition[] planInputPartitions(Offset start, Offset end) {
    StreamPosition from = ((StreamOffset) start).position();
    StreamPosition to = ((StreamOffset) end).position();
    return StreamBatch.partitions(
        StoppedQuery.translated(() -> StreamFollower.tasks(source.aws(), from, to)));
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return batch.createReaderFactory();
  }

  /** Does nothing: DynamoDB trims a stream by itself. */
  @Override
  public void commit(Offset end) {}

  @Override
  public void stop() {}
}
