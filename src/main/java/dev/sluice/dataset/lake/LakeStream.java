package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;

import dev.sluice.access.ReadSettings;
import dev.sluice.change.ChangeColumn;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.source.StreamChanges;
import dev.sluice.source.TableSource;
import dev.sluice.stream.StreamPosition;
import dev.sluice.stream.StreamSettings;
import dev.sluice.table.TableDescription;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Brings an Iceberg table up to the end of its DynamoDB table's Stream: loads a copy of the table, and applies the changes
 * since the copy began; later, those since the last run.
 */
public final class LakeStream {
  private final LakeCatalog catalog;
  private final LakeRead read;
  private final RunCommit run;
  private final StreamSettings reading;
  private final CommitWatch watch;

  /** Prepares the reads of one run. */
  public LakeStream(LakeCatalog catalog, LakeRead read, RunCommit run) {
    this(catalog, read, run, StreamSettings.USUAL, point -> {});
  }

  LakeStream(
      LakeCatalog catalog,
      LakeRead read,
      RunCommit run,
      StreamSettings reading,
      CommitWatch watch) {
    this.catalog = catalog;
    this.read = read;
    this.run = run;
    this.reading = reading;
    this.watch = watch;
  }

  /**
   * Loads the table if that was not done yet, and applies the changes of its Stream, unless the run has done so.
   *
   * @param settings of a read of the table or of its Stream
   * @param described the table, which is scanned if it is to be loaded
   * @param columns those of the items then, with type tags
   * @param afresh whether it is loaded although it is loaded already: its rows, those of deleted items included, its
   *     columns, and what decides them are replaced
   * @throws dev.sluice.failure.ResourceUnavailableException if changes since the position of the table are missing
   */
  public LakeNight follow(
      ReadSettings settings, TableDescription described, StructType columns, boolean afresh) {
    // described before the scan: what changes from here on is in the stream
    StreamChanges changes = StreamChanges.open(settings, reading);
    LakeTable lake = catalog.table(
        read.name(),
        read.identity(described.arn(), described.id()),
        read.layout(),
        columns,
        afresh);
    LakeWriter writer = new LakeWriter(lake, run, watch);
    LakeHistory before = LakeHistory.of(lake.table());
    if (afresh ? before.of(run).isEmpty() : before.last().isEmpty()) {
      // the table holds items until DynamoDB deletes them
      ReadSettings scan = settings.scanned().withoutExpiry();
      load(writer, changes.copied(), TableSource.open(scan, read.kept(columns)), afresh);
    }
    LakeHistory loaded = LakeHistory.of(lake.table());
    if (loaded.of(run).stream().allMatch(LakeCommit::isLoad)) {
      apply(lake, writer, changes, loaded.last().orElseThrow());
    }
    return LakeNight.of(LakeHistory.of(lake.table()), run);
  }

  private void load(
      LakeWriter writer, StreamPosition position, TableSource table, boolean afresh) {
    Dataset<Row> items = read.filtered(read.kept(table.rows(catalog.spark())));
    Instant begun = Objects.requireNonNull(position.complete());
    writer.load(items, new LakePosition.OfStream(position, begun), afresh);
  }

  private void apply(LakeTable lake, LakeWriter writer, StreamChanges changes, LakeCommit last) {
    StreamPosition from = StreamWindow.at(last.position());
    StreamPosition to = changes.end(from);
    Instant until = Objects.requireNonNullElse(to.complete(), last.position().until());
    StreamWindow window = new StreamWindow(from, to, until);
    StructType columns = lake.continued(read.kept(changes.columns()));
    Dataset<Row> rows = read.kept(changes.rows(catalog.spark(), columns, window.span()));
    Dataset<Row> wanted = last.isAhead()
        ? rows.filter(
            col(ChangeColumn.CHANGED_AT.column()).geq(Timestamp.from(window.copiedBefore())))
        : rows;
    read.checkFilter(wanted);
    writer.apply(wanted, window, read.deleted(), read.filter());
  }
}
