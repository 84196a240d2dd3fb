package dev.sluice.dataset.lake;

import dev.sluice.sql.SqlNames;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The MERGE of changes into a branch. Spark 3.5 has it in SQL only; it contains the names of the key and of our own
 * columns, and no other name of an item's.
 *
 * @param target the branch as SQL writes it
 * @param view the temporary view of the changes
 * @param actionColumn the name of its column with the {@link RowAction}
 */
record MergeStatement(
    String target, String view, List<String> keys, DaySet touched, String actionColumn) {
  private static final String SUBSTITUTE = "spark.sql.variable.substitute";

  String sql() {
    String same = keys.stream()
        .map(SqlNames::identifier)
        .map(key -> "t." + key + " = s." + key)
        .collect(Collectors.joining(" AND "));
    String action = "s." + SqlNames.identifier(actionColumn);
    return """
        MERGE INTO %s t USING %s s ON %s AND %s
        WHEN MATCHED AND %s IN ('%s', '%s') THEN DELETE
        WHEN MATCHED AND %s = '%s' THEN UPDATE SET t.%s = s.%s
        WHEN MATCHED THEN UPDATE SET *
        WHEN NOT MATCHED THEN INSERT *
        """.formatted(
            target,
            SqlNames.identifier(view),
            same,
            touched.sql("t." + SqlNames.identifier(LakeColumns.DAY)),
            action,
            RowAction.REMOVE.word(),
            RowAction.EXCLUDE.word(),
            action,
            RowAction.MARK.word(),
            LakeColumns.DELETED_AT,
            LakeColumns.DELETED_AT);
  }

  /** Runs the statement. A <code>${…}</code> in the name of a key is no variable. */
  void run(SparkSession spark) {
    String before = spark.conf().get(SUBSTITUTE, "true");
    spark.conf().set(SUBSTITUTE, "false");
    try {
      spark.sql(sql());
    } finally {
      spark.conf().set(SUBSTITUTE, before);
    }
  }
}
