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
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Brings an Iceberg table up to its DynamoDB table: to all of its items, or by the changes of incremental exports. */
public final class LakeExport {
  private final LakeCatalog catalog;
  private final LakeRead read;
  private final RunCommit run;
  private final RejectedChanges rejected;
  private final CommitWatch watch;

  /**
   * Prepares the exports of one run.
   *
   * @param rejected keeps changes that cannot be decoded
   */
  public LakeExport(LakeCatalog catalog, LakeRead read, RunCommit run, RejectedChanges rejected) {
    this(catalog, read, run, rejected, point -> {});
  }

  LakeExport(
      LakeCatalog catalog,
      LakeRead read,
      RunCommit run,
      RejectedChanges rejected,
      CommitWatch watch) {
    this.catalog = catalog;
    this.read = read;
    this.run = run;
    this.rejected = rejected;
    this.watch = watch;
  }

  /**
   * Brings the table to all items of a point in time, unless the run has done so: loads them into an empty table, and
   * applies the difference to one that was loaded.
   *
   * @param afresh whether the table is replaced if it is loaded already: its rows, those of deleted items included, its
   *     columns, and what decides them
   * @throws ResourceUnavailableException if the table is at a later position
   */
  public LakeCommit bring(AllItems items, boolean afresh) {
    LakeIdentity identity = read.identity(items.tableArn(), items.tableId());
    StructType columns = items.rows().schema();
    LakeTable lake = catalog.table(read.name(), identity, read.layout(), columns, afresh);
    LakeWriter writer = new LakeWriter(lake, run, watch);
    Optional<LakeCommit> made = writer.find(items.at());
    if (made.isPresent()) {
      return made.get();
    }
    if (afresh || lake.position().isEmpty()) {
      return writer.load(read.filtered(items.rows()), items.at(), afresh);
    }
    read.checkFilter(catalog.spark(), columns);
    lake.continued(columns);
    ExpiredItems expired = new ExpiredItems(items.ttl(), items.at().until());
    return writer.bring(
        items.rows(),
        items.at(),
        new TableDifference.Rules(read.deleted(), read.filter(), expired, true));
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
    LakeTable lake = table(sources.values().iterator().next());
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
    LakePosition position = LakeHistory.of(lake.table()).loaded(lake.name()).position();
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
    WindowCommit commit = new WindowCommit(lake, writer, read, rejected);
    return commit.of(
        window,
        new ExportedChanges(catalog.spark(), source.ofItems(columns)),
        read::kept,
        LakeHistory.of(lake.table()).rejected(run));
  }

  private record ExportedChanges(SparkSession spark, TableSource source)
      implements WindowCommit.Changes {
    @Override
    public Dataset<Row> all() {
      return source.rows(spark);
    }

    @Override
    public Dataset<Row> keeping(String unreadable) {
      return source.keeping(unreadable).rows(spark);
    }
  }

  private LakeTable table(TableSource source) {
    LakeIdentity identity =
        read.identity(source.description().arn(), source.exportedTableId().orElse(""));
    return catalog.table(read.name(), identity, read.layout(), new StructType(), false);
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
