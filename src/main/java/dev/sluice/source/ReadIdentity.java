package dev.sluice.source;

import dev.sluice.scan.TableScan;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides which rows a scan returns and what it may consume. Two scans of equal identity return the same
 * rows, so Spark may run one of them and use its result twice.
 *
 * @param incarnation DynamoDB's id of the table: a table that was dropped and created again has another one
 * @param scan the requests, without the capacity broker, which each reader factory registers for itself
 * @param columns with their metadata, which says how they are decoded
 * @param expiry without its instant where no item expires
 * @param repeating attributes by which items that come twice are told
 * @param limit rows of one task; 0: all
 * @param segmentation as asked for; the number that is chosen otherwise does not change the rows
 * @param constraints the read's own limits
 */
record ReadIdentity(
    String incarnation,
    TableScan scan,
    StructType columns,
    Expiry expiry,
    List<String> repeating,
    int limit,
    Segmenting segmentation,
    Constraints constraints) {

  /**
   * How the user, or the job, wants the table to be split.
   *
   * @param positions where each input partition begins; empty: at its start
   */
  record Segmenting(int segments, int tasks, List<String> positions) {
    static Segmenting of(SourceOptions options) {
      return new Segmenting(options.segments(), options.tasks(), options.positions());
    }
  }

  /** What the options allow the read to consume. */
  record Constraints(
      @Nullable Long maxReadUnits,
      double percent,
      @Nullable Long maxUnits,
      double unitsSpent,
      @Nullable Instant deadline) {
    static Constraints of(SourceOptions options) {
      return new Constraints(
          options.maxReadUnits(),
          options.percent(),
          options.maxUnits(),
          options.unitsSpent(),
          options.deadline());
    }
  }
}
