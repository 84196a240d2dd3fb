package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;

import dev.sluice.access.ReadSettings;
import dev.sluice.change.ChangeColumn;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.source.StreamChanges;
import dev.sluice.stream.StreamPosition;
import dev.sluice.stream.StreamSettings;
import dev.sluice.table.TableDescription;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Brings an Iceberg table that is loaded up to the end of its DynamoDB table's Stream: by the changes since the scan that was
 * loaded began, or since the last run.
 */
public final class LakeStream {
  /** DynamoDB keeps changes for 24 hours. */
  private static final Duration MAX_PAUSE = Duration.ofHours(23);

  private final LakeCatalog catalog;
  private final LakeRead read;
  private final RunCommit run;
  private final RejectedChanges rejected;
  private final StreamSettings reading;
  private final CommitWatch watch;

  /**
   * Prepares the read of one run.
   *
   * @param rejected keeps changes that cannot be decoded
   */
  public LakeStream(LakeCatalog catalog, LakeRead read, RunCommit run, RejectedChanges rejected) {
    this(catalog, read, run, rejected, StreamSettings.USUAL, point -> {});
  }

  LakeStream(
      LakeCatalog catalog,
      LakeRead read,
      RunCommit run,
      RejectedChanges rejected,
      StreamSettings reading,
      CommitWatch watch) {
    this.catalog = catalog;
    this.read = read;
    this.run = run;
    this.rejected = rejected;
    this.reading = reading;
    this.watch = watch;
  }

  /**
   * Returns the position of a table that a scan loads.
   *
   * @param settings of a read of the table
   * @param begun when the scan began, or before
   * @throws dev.sluice.failure.ResourceUnavailableException if the Stream is off, or was turned on later
   */
  public static LakePosition scanned(ReadSettings settings, Instant begun) {
    StreamChanges changes = StreamChanges.open(settings, StreamSettings.USUAL);
    return new LakePosition.OfStream(changes.copied(begun), begun);
  }

  /**
   * Checks that the Stream of a table can be read, by its first records.
   *
   * @return its ARN
   * @throws dev.sluice.failure.ResourceUnavailableException if it is off, or the role may not read it
   */
  public static String readable(ReadSettings settings) {
    StreamChanges changes = StreamChanges.open(settings, StreamSettings.USUAL);
    // nothing else tells whether the role may read its records
    var unused = changes.columns();
    return changes.arn();
  }

  /**
   * Returns whether a stream is known to have all changes since a position, with an hour in which to read them.
   *
   * @param stream the ARN of the table's stream
   * @param now by DynamoDB's clock
   */
  public static boolean isContinued(LakePosition position, String stream, Instant now) {
    return position instanceof LakePosition.OfStream of
        && of.at().stream().equals(stream)
        && of.until().isAfter(now.minus(MAX_PAUSE));
  }

  /**
   * Applies the changes, unless the run has done so.
   *
   * @param settings of a read of the table or of its Stream
   * @return the run's commits, with that of a load
   * @throws dev.sluice.failure.ResourceUnavailableException if changes since the position of the table are missing
   */
  public LakeNight follow(ReadSettings settings, TableDescription table) {
    LakeTable lake = catalog.table(
        read.name(),
        read.identity(table.arn(), table.id()),
        read.layout(),
        new StructType(),
        false);
    LakeHistory history = LakeHistory.of(lake.table());
    LakeCommit last = history.loaded(lake.name());
    StreamPosition from = StreamWindow.at(last.position());
    if (history.of(run).stream().allMatch(commit -> commit.position().isBehindRows())) {
      apply(lake, StreamChanges.open(settings, reading), from);
    }
    return LakeNight.of(LakeHistory.of(lake.table()), run);
  }

  private void apply(LakeTable lake, StreamChanges changes, StreamPosition from) {
    StreamWindow window = window(from, changes.end(from));
    StructType columns = lake.continued(read.kept(changes.columns()));
    var unused = new WindowCommit(lake, new LakeWriter(lake, run, watch), read, rejected)
        .of(
            window,
            new StreamedChanges(catalog.spark(), changes, columns, window),
            rows -> wanted(read.kept(rows), window),
            0);
  }

  private static Dataset<Row> wanted(Dataset<Row> rows, StreamWindow window) {
    return window.from().isOfCopy()
        ? rows.filter(
            col(ChangeColumn.CHANGED_AT.column()).geq(Timestamp.from(window.copiedBefore())))
        : rows;
  }

  private record StreamedChanges(
      SparkSession spark, StreamChanges changes, StructType items, StreamWindow window)
      implements WindowCommit.Changes {
    @Override
    public Dataset<Row> all() {
      return changes.rows(spark, items, window.span());
    }

    @Override
    public Dataset<Row> keeping(String unreadable) {
      return changes.rows(spark, items, window.span(), unreadable);
    }
  }

  private static StreamWindow window(StreamPosition from, StreamPosition to) {
    return new StreamWindow(
        from, to, Objects.requireNonNull(to.complete(), "the stream was read to its end"));
  }
}
