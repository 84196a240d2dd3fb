package dev.sluice.source;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.RetryPolicy;
import dev.sluice.write.ItemKeys;
import dev.sluice.write.RequestWriter;
import dev.sluice.write.TableWriter;
import dev.sluice.write.WriteClients;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the rows of one task. */
final class ItemWriter implements DataWriter<InternalRow> {
  private static final Logger LOG = LoggerFactory.getLogger(ItemWriter.class);

  private final Factory target;
  private final ChangeEncoder encoder;
  private final TableWriter writer;

  /**
   * Opens writers on executors.
   *
   * @param unitsPerSecond the write units a second of each writer; 0: no limit
   */
  record Factory(
      AwsSettings aws,
      String table,
      ItemKeys keys,
      StructType schema,
      WriteSettings settings,
      double unitsPerSecond)
      implements DataWriterFactory {
    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
      return new ItemWriter(this);
    }
  }

  private ItemWriter(Factory target) {
    this.target = target;
    this.encoder = new ChangeEncoder(target.schema(), target.keys(), target.settings());
    this.writer = RequestWriter.open(
        WriteClients.shared(target.aws()),
        target.table(),
        target.keys(),
        target.settings().operation(),
        target.settings().condition(),
        WriteRateLimiter.of(target.unitsPerSecond()),
        RetryPolicy.SCALING);
  }

  @Override
  public void write(InternalRow row) {
    writer.write(encoder.change(row));
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return WriteMetrics.of(writer.stats()).values().toArray(CustomTaskMetric[]::new);
  }

  @Override
  public WriterCommitMessage commit() {
    writer.finish();
    LateMetrics.set(WriteMetrics.of(writer.stats()));
    return new TaskCommit(writer.stats());
  }

  /** Undoes nothing: written items stay. A second attempt writes the same again. */
  @Override
  public void abort() {
    LOG.warn(
        "Table {}: a task has failed. By then: {}.",
        target.table(),
        WriteReport.counts(target.settings().operation(), writer.stats()));
  }

  @Override
  public void close() {
    writer.close();
  }
}
