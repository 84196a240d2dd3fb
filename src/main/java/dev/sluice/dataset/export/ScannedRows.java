package dev.sluice.dataset.export;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The rows of a query without copying. Each remains valid until the next one is requested. */
final class ScannedRows {
  private ScannedRows() {}

  /**
   * Returns the rows of a query. If the query is only a scan, or a filter over one, returns the scan's own rows, or views
   * of its batches' rows; likewise if it keeps the items alone, or adds the day. Spark would copy each into its own
   * form, which takes a fifth of the time of an export.
   */
  static RDD<InternalRow> of(Dataset<Row> rows) {
    SparkPlan plan = within(rows.queryExecution().executedPlan());
    return of(plan).orElseGet(() -> rows.queryExecution().toRdd());
  }

  /** Returns the rows of a plan without copies; empty if it has more than a scan, a filter and a {@link
   * ScannedProjection}. */
  private static Optional<RDD<InternalRow>> of(SparkPlan plan) {
    if (plan instanceof BatchScanExec scan) {
      return Optional.of(ofScan(scan));
    }
    if (plan instanceof FilterExec filter && Expressions.isOfRowsAlone(filter.condition())) {
      return within(filter.child()) instanceof BatchScanExec scan
          ? Optional.of(kept(ofScan(scan), filter))
          : Optional.empty();
    }
    ScannedProjection projection =
        plan instanceof ProjectExec project ? ScannedProjection.of(project) : null;
    return projection == null
        ? Optional.empty()
        : of(within(projection.project().child())).map(projection::of);
  }

  private static RDD<InternalRow> ofScan(BatchScanExec scan) {
    return scan.supportsColumnar() ? ofBatches(scan.executeColumnar()) : scan.inputRDD();
  }

  private static RDD<InternalRow> ofBatches(RDD<ColumnarBatch> batches) {
    return batches.toJavaRDD().mapPartitions(BatchRows::new).rdd();
  }

  /** Returns the plan below the stages and projections that do not change rows. */
  private static SparkPlan within(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec stage) {
      return within(stage.child());
    }
    if (plan instanceof InputAdapter adapter) {
      return within(adapter.child());
    }
    if (plan instanceof ColumnarToRowExec toRows) {
      return within(toRows.child());
    }
    return plan instanceof ProjectExec project && project.child().output().equals(plan.output())
        ? within(project.child())
        : plan;
  }

  private static RDD<InternalRow> kept(RDD<InternalRow> rows, FilterExec filter) {
    Expression condition = filter.condition();
    SQLMetric metric = filter.longMetric("numOutputRows");
    var columns = filter.child().output();
    var read = filter.references().toSeq();
    return rows.toJavaRDD()
        .mapPartitionsWithIndex(
            (partition, scanned) -> {
              BasePredicate predicate = Predicate.create(condition, read);
              predicate.initialize(partition);
              return new KeptRows(
                  scanned,
                  UnsafeProjection.create(Expressions.of(read), columns),
                  predicate,
                  metric);
            },
            true)
        .rdd();
  }

  /** The rows of batches. A batch is requested only when a row of it is. */
  private static final class BatchRows implements Iterator<InternalRow> {
    private final Iterator<ColumnarBatch> batches;
    private Iterator<InternalRow> rows = Collections.emptyIterator();

    BatchRows(Iterator<ColumnarBatch> batches) {
      this.batches = batches;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && batches.hasNext()) {
        rows = batches.next().rowIterator();
      }
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more rows");
      }
      return rows.next();
    }
  }
}
