package dev.sluice.dataset.export;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.types.BinaryType;
import org.jspecify.annotations.Nullable;

/**
 * A projection that an export makes of its scan: all columns or the item alone, and perhaps the day after them.
 *
 * @param kept the number of columns that are kept, the first ones
 * @param itemAt the ordinal of the item before the projection; negative: all columns are kept
 */
record ScannedProjection(ProjectExec project, int kept, int itemAt) {
  /** Returns the projection; null if it is another one. */
  static @Nullable ScannedProjection of(ProjectExec project) {
    var columns = project.projectList();
    boolean adds = !(columns.last() instanceof Attribute);
    int kept = columns.size() - (adds ? 1 : 0);
    if (adds && !Expressions.isOfRowsAlone((Expression) columns.last())) {
      return null;
    }
    int itemAt = kept == 1 ? itemAt(project) : -1;
    return itemAt >= 0 || keepsAll(project, kept)
        ? new ScannedProjection(project, kept, itemAt)
        : null;
  }

  /** Returns the ordinal of the first column before the projection, if it is binary; else a negative number. */
  private static int itemAt(ProjectExec project) {
    var before = project.child().output();
    for (int i = 0; i < before.size(); i++) {
      if (before.apply(i).dataType() instanceof BinaryType && isAt(project, 0, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean keepsAll(ProjectExec project, int kept) {
    boolean all = kept == project.child().output().size();
    for (int i = 0; all && i < kept; i++) {
      all = isAt(project, i, i);
    }
    return all;
  }

  /** Compares ids, because a filter changes whether a column may be null. */
  private static boolean isAt(ProjectExec project, int after, int before) {
    return project.projectList().apply(after) instanceof Attribute column
        && column.exprId().equals(project.child().output().apply(before).exprId());
  }

  /** Returns the projection of rows of its child. */
  RDD<InternalRow> of(RDD<InternalRow> rows) {
    int item = itemAt;
    if (kept == project.projectList().size()) {
      return rows.toJavaRDD()
          .mapPartitions(scanned -> new ProjectedRows(scanned, item, null))
          .rdd();
    }
    var columns = project.child().output();
    var added = project.projectList().drop(kept);
    var read = ((Expression) project.projectList().last()).references().toSeq();
    return rows.toJavaRDD()
        .mapPartitions(scanned -> new ProjectedRows(
            scanned,
            item,
            new ProjectedRows.Added(
                UnsafeProjection.create(Expressions.of(read), columns),
                UnsafeProjection.create(Expressions.of(added), read))))
        .rdd();
  }
}
