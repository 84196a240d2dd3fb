package dev.sluice.source;

import dev.sluice.access.Cores;
import dev.sluice.access.TableProbes;
import dev.sluice.write.ItemKeys;
import dev.sluice.write.WriteStats;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A write to a table. Items are visible as soon as they are written, so there is nothing to commit or to roll back.
 *
 * <p>A repeated request, task or job, and a second attempt of a task at the same time, write the same items again. That
 * changes nothing as long as no one else writes these items, and no other row of the write has the same key: of two such
 * rows, a repeated one may replace a newer one. With a condition, a repeated row finds its own item and counts as
 * unchanged; if another row has changed the item since, it is judged by the condition again.
 */
final class SluiceWrite implements Write, BatchWrite {
  private static final Logger LOG = LoggerFactory.getLogger(SluiceWrite.class);

  private final SourceOptions options;
  private final WriteSettings settings;
  private final ItemKeys keys;
  private final StructType schema;
  private final WriteReport report;
  private boolean reported;

  /** @param settings those of the options, its columns named as in the schema */
  SluiceWrite(SourceOptions options, WriteSettings settings, ItemKeys keys, StructType schema) {
    this.options = options;
    this.settings = settings;
    this.keys = keys;
    this.schema = schema;
    this.report = new WriteReport(options.read().table(), settings);
  }

  @Override
  public String description() {
    return "sluice " + options.read().table();
  }

  @Override
  public BatchWrite toBatch() {
    return this;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return WriteMetrics.all();
  }

  @Override
  public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    Long limit = options.maxWriteUnits();
    int writers = Cores.tasksAtOnce(Math.max(1, info.numPartitions()));
    return new ItemWriter.Factory(
        options.read().aws(),
        options.read().table(),
        keys,
        schema,
        settings,
        limit == null ? 0 : (double) limit / writers);
  }

  @Override
  public boolean useCommitCoordinator() {
    return false;
  }

  /**
   * Reports the counts of all tasks.
   *
   * @throws dev.sluice.failure.DataGateException if the condition has refused rows, unless they are only to be counted
   */
  @Override
  public void commit(WriterCommitMessage[] messages) {
    TableProbes.forget(options.read().table());
    WriteStats total = TaskCommit.total(messages);
    LOG.info("{}.", report.done(total));
    reported = true;
    report.checkRefused(total);
  }

  /** Reports what is written by the tasks that have ended. It stays. */
  @Override
  public void abort(WriterCommitMessage[] messages) {
    TableProbes.forget(options.read().table());
    if (!reported) {
      LOG.warn("{}", report.failed(TaskCommit.total(messages)));
    }
  }
}
