package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.stream.StreamFollower;
import dev.sluice.stream.StreamSource;
import dev.sluice.stream.StreamSpan;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A read of a table's stream to its end: the changes that exist when it is planned. Equal to itself only, because the
 * stream goes on.
 */
final class StreamBatch implements Batch {
  private final TableBatch batch;
  private InputPartition @Nullable [] planned;

  /** @param batch makes the readers */
  StreamBatch(TableBatch batch) {
    this.batch = batch;
  }

  /**
   * Returns this.
   *
   * @throws InvalidConfigurationException if an option of this read limits triggers, which only a Spark stream has
   */
  StreamBatch unlimited() {
    Long limit = batch.read().stream().maxChanges();
    if (limit == null || batch.read().stream().ofAllReads()) {
      return this;
    }
    throw new InvalidConfigurationException(List.of(new ConfigError(
        SourceOption.MAX_CHANGES_PER_TRIGGER.key(),
        limit.toString(),
        "limits the triggers of spark.readStream, and spark.read takes all changes that there are",
        "Leave it out, or read by spark.readStream().")));
  }

  /** Finds the end of the stream, once. It may take as long as an open shard must give nothing. */
  @Override
  public synchronized InputPartition[] planInputPartitions() {
    if (planned == null) {
      planned = partitions(positions(batch.plan().settings().stream()));
    }
    return planned.clone();
  }

  private List<String> positions(StreamSource source) {
    StreamSpan span = batch.read().stream().span();
    return span == null
        ? StreamFollower.tasks(source, source.describe(), batch.read().stream())
        : StreamFollower.tasks(source.aws(), span.from(), span.to());
  }

  /** Returns an input partition for each position. */
  static InputPartition[] partitions(List<String> positions) {
    return IntStream.range(0, positions.size())
        .mapToObj(task -> new ItemReaderFactory.Task(task, positions.get(task)))
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return batch.createReaderFactory();
  }
}
