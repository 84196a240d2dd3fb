package dev.sluice.source;

import java.lang.StackWalker.StackFrame;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells for which loads of a table on this thread Spark needs no columns, so that none are sampled: that costs read units,
 * and a role that only writes may lack the permission. Spark tells a catalog only the table's name, and whether it will
 * write. If Spark's classes have other names, a sample is taken.
 */
final class UnsampledLoads {
  /** {@code df.writeTo(…)}, whose rows are written by name; INSERT needs the columns. */
  private static final Set<String> WRITERS = Set.of(
      "org.apache.spark.sql.DataFrameWriterV2", "org.apache.spark.sql.classic.DataFrameWriterV2");

  /** {@code spark.catalog}. */
  private static final Set<String> CATALOGS =
      Set.of("org.apache.spark.sql.internal.CatalogImpl", "org.apache.spark.sql.classic.Catalog");

  private UnsampledLoads() {}

  /** Returns whether {@code df.writeTo(…)} loads the table. */
  static boolean forWriteByName() {
    return onThisThread(frame -> WRITERS.contains(frame.getClassName()));
  }

  /** Returns whether {@code spark.catalog().listTables(…)} loads the table, one after the other. */
  static boolean forList() {
    return onThisThread(frame ->
        CATALOGS.contains(frame.getClassName()) && frame.getMethodName().equals("listTables"));
  }

  /** Returns whether {@code spark.catalog()} loads the table only to see that it exists. */
  static boolean forExistence() {
    return onThisThread(frame -> CATALOGS.contains(frame.getClassName())
        && Set.of("tableExists", "getTable").contains(frame.getMethodName()));
  }

  private static boolean onThisThread(Predicate<StackFrame> isCaller) {
    return StackWalker.getInstance().walk(frames -> frames.anyMatch(isCaller));
  }
}
