package dev.sluice.source;

import dev.sluice.write.WriteStats;
import java.util.Arrays;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.jspecify.annotations.Nullable;

/** The message that all of a task's rows are sent and answered. */
record TaskCommit(WriteStats stats) implements WriterCommitMessage {
  /**
   * Returns the sum over the tasks that have ended well.
   *
   * @param messages null for other tasks
   */
  static WriteStats total(@Nullable WriterCommitMessage[] messages) {
    return Arrays.stream(messages)
        .filter(TaskCommit.class::isInstance)
        .map(message -> ((TaskCommit) message).stats())
        .reduce(WriteStats.NONE, WriteStats::plus);
  }
}
