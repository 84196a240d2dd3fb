package dev.sluice.dataset;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;

/** A query's rows as they come, each good until the next is asked for. */
final class ScannedRows {
  private ScannedRows() {}

  /**
   * Where the query is a scan and nothing else, the scan's own rows: Spark would copy each into its own form first, a
   * fifth of what reading and writing it takes.
   */
  static RDD<InternalRow> of(Dataset<Row> rows) {
    SparkPlan plan = rows.queryExecution().executedPlan();
    if (plan instanceof WholeStageCodegenExec stage) {
      plan = stage.child();
    }
    if (plan instanceof ProjectExec project && project.child().output().equals(plan.output())) {
      plan = project.child();
    }
    if (plan instanceof InputAdapter adapter) {
      plan = adapter.child();
    }
    return plan instanceof BatchScanExec scan
        ? scan.inputRDD()
        : rows.queryExecution().toRdd();
  }
}
