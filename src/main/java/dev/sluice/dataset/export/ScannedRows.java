package dev.sluice.dataset.export;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;

/** The rows of a query without copying. Each remains valid until the next one is requested. */
final class ScannedRows {
  private ScannedRows() {}

  /**
   * Returns the rows of a query. If the query is only a scan, returns the scan's own rows. Spark would copy each into
   * its own form, which takes a fifth of the time of an export.
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
