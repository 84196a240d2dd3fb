package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.lit;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.types.DataTypes;

/**
 * Loads all items of a table.
 *
 * @param items as {@code source} reads them, with the columns of the table's items
 * @param afresh whether the rows that the table has are replaced, those of deleted items included
 */
record LoadStep(
    LakeTable lake, RunCommit run, LakePosition end, Dataset<Row> items, boolean afresh)
    implements LakeStep {
  @Override
  public void mustFollow(LakeHistory history) {
    // afresh, it does not matter where the table is if that is not known any more
    Optional<LakeCommit> last = afresh ? history.commits().stream().findFirst() : history.last();
    Optional<LakePosition> at = last.map(LakeCommit::position);
    at.filter(position -> !afresh || position.until().isAfter(end.until())).ifPresent(position -> {
      throw new ResourceUnavailableException(
          "Iceberg table " + lake.name() + " is loaded already, and at " + position
              + (afresh ? ", which is later than " + end : ""),
          "Apply the changes since then, from an incremental export, or load a later full export with --reload.");
    });
  }

  @Override
  public void write(LakeBranch branch, LakeHistory history) {
    Dataset<Row> rows = items
        .withColumn(LakeColumns.DAY, lake.layout().dayOf(items.schema()))
        .withColumn(LakeColumns.DELETED_AT, lit(null).cast(DataTypes.TimestampType));
    Dataset<Row> shaped = TableRows.of(rows, lake.schema());
    branch.commit(
        LakeCommit.properties(run, end), () -> write(shaped, lake.name().sql(branch.name())));
  }

  private static void write(Dataset<Row> rows, String target) {
    try {
      rows.writeTo(target).overwrite(lit(true));
    } catch (NoSuchTableException e) {
      throw new IllegalStateException(e);
    }
  }
}
