package dev.sluice.source;

import java.util.Set;

/**
 * Tells whether {@code df.writeTo(…)} loads a table on this thread. Its rows are written by name, so no sample is needed,
 * for which a role that only writes may lack the permission. INSERT needs the columns that a sample finds. Spark tells a
 * catalog only that it will write. If Spark's class has another name, a sample is taken.
 */
final class WritesByName {
  private static final Set<String> WRITERS = Set.of(
      "org.apache.spark.sql.DataFrameWriterV2", "org.apache.spark.sql.classic.DataFrameWriterV2");

  private WritesByName() {}

  static boolean onThisThread() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> WRITERS.contains(frame.getClassName())));
  }
}
