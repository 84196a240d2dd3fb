package dev.sluice.dataset.lake;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.schema.Discovered;
import dev.sluice.source.TableSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Brings an Iceberg table up to exports of its DynamoDB table: loads a full one, applies incremental ones. */
public final class LakeExport {
  private final LakeCatalog catalog;
  private final LakeRead read;
  private final RunCommit run;
  private final CommitWatch watch;

  /** Prepares the exports of one run. */
  public LakeExport(LakeCatalog catalog, LakeRead read, RunCommit run) {
    this(catalog, read, run, point -> {});
  }

  LakeExport(LakeCatalog catalog, LakeRead read, RunCommit run, CommitWatch watch) {
    this.catalog = catalog;
    this.read = read;
    this.run = run;
    this.watch = watch;
  }

  /**
   * Loads a full export, unless the run has done so.
   *
   * @param afresh whether the table is replaced if it is loaded already: its rows, those of deleted items included, its
   *     columns, and what decides them
   */
  public LakeCommit load(ReadSettings export, boolean afresh) {
    // the table holds items until DynamoDB deletes them
    TableSource source = TableSource.open(export.withoutExpiry());
    StructType columns = read.kept(source.schema());
    LakeTable lake = table(source, columns, afresh);
    Dataset<Row> items = read.kept(source.having(columns).rows(catalog.spark()));
    return new LakeWriter(lake, run, watch)
        .load(read.filtered(items), new LakePosition.OfExport(arn(source), end(source)), afresh);
  }

  /**
   * Applies incremental exports, those of missed nights too, oldest first. Those that the table has already are passed
   * over.
   *
   * @return the run's commits, oldest first
   * @throws ResourceUnavailableException if windows do not follow each other and the table's position, or the table has
   *     all of them already
   */
  public List<LakeCommit> apply(List<ReadSettings> exports) {
    Map<ExportWindow, TableSource> sources = new LinkedHashMap<>();
    exports.stream().map(TableSource::openChanges).forEach(one -> sources.put(window(one), one));
    LakeTable lake = table(sources.values().iterator().next(), new StructType(), false);
    LakeWriter writer = new LakeWriter(lake, run, watch);
    List<LakeCommit> commits = new ArrayList<>();
    ExportWindow.inOrder(sources.keySet())
        .forEach(window -> writer.find(window.end()).ifPresent(commits::add));
    for (ExportWindow window : ahead(lake, sources, commits)) {
      commits.add(apply(lake, writer, window, Objects.requireNonNull(sources.get(window))));
    }
    return commits;
  }

  private static List<ExportWindow> ahead(
      LakeTable lake, Map<ExportWindow, TableSource> sources, List<LakeCommit> commits) {
    List<ExportWindow> all = ExportWindow.inOrder(sources.keySet());
    LakePosition position = lake.position()
        .orElseThrow(() -> new ResourceUnavailableException(
            "Iceberg table " + lake.name() + " was not loaded yet, and there are changes only",
            "Begin with a full export of the table."));
    List<ExportWindow> ahead = ExportWindow.after(position, all);
    if (ahead.isEmpty() && commits.isEmpty()) {
      all.get(all.size() - 1).mustFollow(position);
    }
    return ahead;
  }

  private LakeCommit apply(
      LakeTable lake, LakeWriter writer, ExportWindow window, TableSource source) {
    StructType found = source.discovered().map(Discovered::schema).orElseGet(StructType::new);
    StructType columns = lake.continued(read.kept(found));
    Dataset<Row> changes = read.kept(source.ofItems(columns).rows(catalog.spark()));
    read.checkFilter(changes);
    return writer.apply(changes, window, read.deleted(), read.filter());
  }

  private LakeTable table(TableSource source, StructType columns, boolean afresh) {
    LakeIdentity identity =
        read.identity(source.description().arn(), source.exportedTableId().orElse(""));
    return catalog.table(read.name(), identity, read.layout(), columns, afresh);
  }

  private static ExportWindow window(TableSource source) {
    return new ExportWindow(
        arn(source), source.changesFrom().orElseThrow(IllegalStateException::new), end(source));
  }

  /** Returns the ARN of the export, which is the id of a table that is known by an export. */
  private static String arn(TableSource source) {
    return source.description().id();
  }

  private static Instant end(TableSource source) {
    return source.exportTime().orElseThrow(IllegalStateException::new);
  }
}
