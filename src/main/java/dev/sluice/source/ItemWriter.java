package dev.sluice.source;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.RetryPolicy;
import dev.sluice.write.ItemKeys;
import dev.sluice.write.RequestWriter;
import dev.sluice.write.TableWriter;
import dev.sluice.write.WriteClients;
import dev.sluice.write.WriteStats;
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

  /** The rows after which Spark asks for metrics. With another number more calls would wait, and none be wrong. */
  private static final int ROWS_PER_UPDATE = 100;

  private final Factory target;
  private final ChangeEncoder encoder;
  private final TableWriter writer;
  private long rows;
  private long rowsAtMetrics = -1;

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
    rows++;
    writer.write(encoder.change(row));
  }

  /**
   * Returns the counts so far. Spark asks every hundred rows, before the next one, and once after the last row, before
   * {@link #commit}. To count all rows, this last time all are sent.
   */
  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    boolean regular = rows % ROWS_PER_UPDATE == 0 && rows != rowsAtMetrics;
    rowsAtMetrics = rows;
    if (!regular) {
      writer.finish();
    }
    return WriteMetrics.of(writer.stats());
  }

  @Override
  public WriterCommitMessage commit() {
    writer.finish();
    return new Written(writer.stats());
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

  /** The message that all of a task's rows are sent and answered. */
  record Written(WriteStats stats) implements WriterCommitMessage {}
}
