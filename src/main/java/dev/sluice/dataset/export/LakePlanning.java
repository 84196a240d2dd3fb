package dev.sluice.dataset.export;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.ExportSpans;
import dev.sluice.dataset.lake.LakeCatalog;
import dev.sluice.dataset.lake.LakeColumns;
import dev.sluice.dataset.lake.LakeRead;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.lake.LakeStream;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.layout.TableSchemas;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.schema.Discovered;
import dev.sluice.source.TableSource;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans tables that are kept in Iceberg: with the columns that their Iceberg tables have or will have.
 *
 * @param afresh whether tables that are read as a whole are loaded afresh, with the columns of their items alone
 * @param exports makes exports of changes
 */
record LakePlanning(
    SparkSession spark, LakeSettings settings, boolean afresh, ChangeExports exports) {
  private static final Logger LOG = LoggerFactory.getLogger(LakePlanning.class);

  /** Returns whether changes are read, and not items. */
  static boolean hasChanges(TableRead read, TableSource source) {
    return hasOwnChanges(read) || source.changesFrom().isPresent();
  }

  /** Returns whether the changes of a table are read without an export that is there. */
  private static boolean hasOwnChanges(TableRead read) {
    return read.settings().kind() == AccessPath.Kind.PITR
        || read.settings().kind() == AccessPath.Kind.STREAM;
  }

  /** Describes a table or an export. One of which changes are read is not sampled: it has the columns of its Iceberg table. */
  TableSource looked(TableRead read) {
    return hasOwnChanges(read)
        ? TableSource.open(
            read.settings().scanned(), LakeOpening.of(spark, settings, read).columns())
        : TableSource.openAny(read.settings());
  }

  /** Opens a table or an export again, with columns that an earlier start has recorded. */
  static TableSource reopened(TableRead read, RunPlan.Table table, StructType columns) {
    if (hasOwnChanges(read)) {
      return TableSource.open(read.settings().scanned(), columns);
    }
    if (table.kind() != AccessPath.Kind.EXPORT) {
      return TableSource.open(read.settings(), columns);
    }
    // only the export shows whether it has items, of which the columns are known, or changes
    TableSource export = TableSource.openAny(read.settings());
    return hasChanges(read, export) ? export : export.having(columns);
  }

  /** Returns reads of which it is decided whether all items are read or changes; those of the table of events are. */
  List<TableRead> decided(List<TableRead> reads) {
    return new SideReads(spark, settings, afresh, exports).decided(reads);
  }

  /** Returns the end of the last window of changes that is to be exported; null if none is. */
  private @Nullable Instant until(TableRead read) {
    if (read.settings().kind() != AccessPath.Kind.PITR) {
      return null;
    }
    LakeOpening opening = LakeOpening.of(spark, settings, read);
    Instant latest = exports.latest(read.settings());
    ExportSpans spans = opening.spans(latest);
    if (spans.end().isBefore(latest)) {
      exports.left(read.settings(), spans.end(), latest);
    }
    return opening.after(spans);
  }

  /**
   * Returns whether the changes of a table's Stream are applied after a scan of it.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if those of the table of events cannot be
   */
  boolean isCopied(TableRead read, TableDescription table) {
    if (!settings.isStreamed() || read.settings().index() != null) {
      return false;
    }
    if (read.role() == Role.SOURCE) {
      // a scan that its changes could not follow is not begun
      var unused = LakeStream.scanned(read.settings(), table.describedAt());
      return true;
    }
    try {
      var stream = LakeStream.readable(read.settings());
      var position = LakeStream.scanned(read.settings(), table.describedAt());
      LOG.info("Table {}: {} is followed from {} on", table.name(), stream, position.until());
      return true;
    } catch (ResourceUnavailableException e) {
      // SideReads has told it
      return false;
    }
  }

  /**
   * Returns a source of items with the columns that are read for the Iceberg table.
   *
   * @param name the table's name in the run
   * @throws dev.sluice.failure.ResourceUnavailableException if the Iceberg table is another's, or was loaded otherwise
   */
  TableSource continued(String name, TableRead read, TableSource source) {
    TableDescription table = source.description();
    LakeRead wanted = new LakeReads(settings).of(read, name, table);
    LakeCatalog catalog = LakeCatalog.open(spark, wanted.name(), settings.warehouse());
    StructType found = wanted.kept(source.schema());
    catalog.mustFit(wanted, table.arn(), tableId(source), found, afresh);
    StructType columns =
        afresh ? LakeColumns.ofItems(found) : catalog.continued(wanted.name(), found);
    wanted.checkFilter(spark, columns);
    return source.having(columns);
  }

  /** Returns DynamoDB's id of the table; empty if an export does not state it. */
  static String tableId(TableSource source) {
    return source.exportTime().isPresent()
        ? source.exportedTableId().orElse("")
        : source.description().id();
  }

  /**
   * Plans a table of which changes are read.
   *
   * @param name the table's name in the run
   */
  RunPlan.Table ofChanges(String name, TableRead read, TableSource source) {
    TableDescription table = source.description();
    LakeRead wanted = new LakeReads(settings).of(read, name, table);
    LakeCatalog catalog = LakeCatalog.open(spark, wanted.name(), settings.warehouse());
    StructType found = source.discovered().map(Discovered::schema).orElseGet(StructType::new);
    // a window's few items need not have all columns
    StructType columns = catalog.continued(wanted.name(), wanted.kept(found));
    TableSchema schema = new TableSchemas(source, List.of(), Optional.empty()).of(columns);
    return new RunPlan.Table(
        name,
        table.arn(),
        table.id(),
        table.keys().stream().map(TableDescription.Key::name).toList(),
        read.settings().kind(),
        null,
        1,
        1,
        0,
        Json.tree(columns.json()),
        0,
        Json.tree(schema),
        until(read),
        false);
  }

  /** Opens a table of which changes are read. */
  static OpenTable opened(
      TableRead read,
      TableSource source,
      RunPlan.Table plan,
      TableSchema recorded,
      StructType columns) {
    return new OpenTable(
        read, source, plan, recorded, columns, new Shape(columns, null, null), from -> {
          throw new IllegalStateException("the Iceberg table has the rows");
        });
  }
}
