package dev.sluice.source;

import dev.sluice.access.QueryWorth;
import dev.sluice.access.ReadPlan;
import dev.sluice.pushdown.RuntimeQueries;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.expressions.FieldReference;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.StructType;

/** Finds the key columns by which a join may narrow a scan, and the number of keys up to which it does. */
final class KeyColumns {
  /** The number of values of an IN for which Queries are made even if a Scan of a small table costs less. */
  private static final int ALWAYS = 100;

  private KeyColumns() {}

  /**
   * Returns the key columns of a scan. None if a task stops at a limit, at the first rows, or aggregates, because fewer items would then
   * change its rows, or if the read is resumed at positions of its tasks.
   */
  static NamedReference[] of(ReadPlan plan, ScanRequest request) {
    boolean whole = plan.path().isEvaluated()
        && request.limit() == 0
        && request.keyed().isAll()
        && plan.positions().isEmpty();
    List<String> names = whole
        ? RuntimeQueries.columns(
            request.pushdown(),
            request.columns(),
            ConformingScan.of(plan).attributes(plan.projection().of(plan.schema())),
            plan.projection().keys())
        : List.of();
    return names.stream()
        .filter(name -> isUnambiguous(request.columns(), name))
        .map(name -> new FieldReference(PassedValues.seq(List.of(name))))
        .toArray(NamedReference[]::new);
  }

  /** Returns whether Spark finds the column by its name, whether or not it distinguishes upper and lower case. */
  private static boolean isUnambiguous(StructType columns, String name) {
    return Arrays.stream(columns.fieldNames()).filter(name::equalsIgnoreCase).count() == 1;
  }

  /** Returns the number of values of an IN from which a Scan is preferred. */
  static int maxQueries(PlannedRead read) {
    int segments = read.plan().path().outline().parts();
    return Math.max(ALWAYS, QueryWorth.of(read.probe(), segments).maxQueries());
  }
}
