package dev.sluice.source;

import dev.sluice.access.IndexProjection;
import dev.sluice.access.IndexRead;
import dev.sluice.access.ReadPlan;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.ItemMetadata;
import dev.sluice.pushdown.DemandedKeys;
import dev.sluice.pushdown.Pushdown;
import dev.sluice.table.TableDescription;
import dev.sluice.table.TableDescription.Index;
import dev.sluice.table.TableDescription.KeySchema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;

/**
 * Chooses between a table and its indexes, if the settings leave the choice ({@code index = auto}). With a schema given by
 * a user the table is read: an index does not have the items whose keys do not fit, which that schema may refuse.
 *
 * <p>An index may be read if it is complete, has every row wanted ({@link DemandedKeys}), projects every attribute that is
 * needed, and evaluates every predicate that Spark does not evaluate again. It is chosen if that costs less: Queries
 * rather than a Scan, narrower Queries rather than wide ones, and the Scan of a smaller index rather than that of the
 * table. DynamoDB's sizes decide between two Scans; without them the table is scanned.
 *
 * @param read the table's read: a Scan, without Queries
 */
record IndexChoice(PlannedRead read) {
  /**
   * The least factor by which an index must be smaller than the table to be scanned by one task, which remembers items that
   * may be found twice.
   */
  private static final int SINGLE_TASK_FACTOR = 4;

  /** The narrowness of a Query of all items under one value of the table's partition key. */
  private static final int WHOLE_PARTITION = 2;

  /**
   * Returns the division of predicates that holds for the table and for every index that the filter makes a Query of.
   * Spark asks for it before it names the columns, so the choice falls later.
   */
  FilterPushdown shareable(FilterPushdown filters) {
    Pushdown table = filters.shared();
    if (!isFree() || !table.queries().isEmpty()) {
      return filters;
    }
    List<Predicate> again = candidates(table)
        .filter(IndexCandidate::isQueried)
        .filter(candidate -> projectsReferences(candidate.index(), table.predicates()))
        .flatMap(candidate -> table.exact().stream()
            .filter(predicate -> !candidate.pushdown().exact().contains(predicate)))
        .toList();
    return again.isEmpty() ? filters : filters.evaluatingAgain(again);
  }

  /**
   * Returns the read of the table or of an index.
   *
   * @param table the predicates, divided by the table's keys
   * @param columns the columns that Spark wants; none for a count
   */
  ChosenRead of(Pushdown table, StructType columns) {
    return chosen(table, columns)
        .flatMap(this::moved)
        .orElseGet(() -> new ChosenRead(read.with(plan().querying(table.queries())), table));
  }

  private boolean isFree() {
    return plan().settings().autoIndex()
        && plan().index() == null
        && plan().settings().columns().conformance() == null;
  }

  private ReadPlan plan() {
    return read.plan();
  }

  private TableDescription description() {
    return plan().description();
  }

  private Optional<IndexCandidate> chosen(Pushdown table, StructType columns) {
    if (!isFree()) {
      return Optional.empty();
    }
    List<IndexCandidate> all = candidates(table)
        .filter(candidate -> projects(candidate.index(), columns)
            && candidate.pushdown().exact().containsAll(table.exact()))
        .sorted(IndexCandidate.BEST_FIRST)
        .toList();
    return table.queries().isEmpty()
        ? instead(all)
        : all.stream().filter(candidate -> isNarrower(candidate, table)).findFirst();
  }

  /** Returns the index to read instead of a Scan of the table. */
  private Optional<IndexCandidate> instead(List<IndexCandidate> all) {
    double scan = IndexCandidate.scanUnits(description().sizeBytes());
    return all.stream()
        .filter(candidate -> candidate.isQueried() && candidate.minUnits() <= scan)
        .findFirst()
        .or(() -> all.stream()
            .filter(candidate -> !candidate.isQueried())
            .filter(candidate -> isSmaller(candidate.index(), scan))
            .min(IndexCandidate.BY_SIZE));
  }

  private boolean isSmaller(Index index, double scan) {
    boolean once = projection(index).repeating().isEmpty();
    double units = IndexCandidate.scanUnits(index.sizeBytes());
    return Double.isFinite(scan) && units * (once ? 1 : SINGLE_TASK_FACTOR) < scan;
  }

  /** Returns whether an index has the same items as the table under a value of the partition key, and fewer are read. */
  private boolean isNarrower(IndexCandidate candidate, Pushdown table) {
    KeySchema own = description().keysOf(null);
    int narrowness = IndexCandidate.narrowness(candidate.pushdown());
    int ofTable = IndexCandidate.narrowness(table);
    return candidate.isQueried()
        && candidate.index().keys().partition().equals(own.partition())
        && ofTable < 2 * own.all().size()
        && (narrowness > ofTable
            || (ofTable == WHOLE_PARTITION && hasSmallerItems(candidate.index())));
  }

  private boolean hasSmallerItems(Index index) {
    double ofTable =
        IndexCandidate.bytesPerItem(description().sizeBytes(), description().itemCount());
    return Double.isFinite(ofTable)
        && IndexCandidate.bytesPerItem(index.sizeBytes(), index.itemCount()) < ofTable;
  }

  /** Returns the indexes that have every row wanted. */
  private Stream<IndexCandidate> candidates(Pushdown table) {
    List<Predicate> predicates = table.predicates();
    return description().indexes().stream()
        .filter(index -> index.complete()
            && !(index.global() && plan().settings().consistentRead())
            && new DemandedKeys(readable(index), !index.global())
                .by(predicates, description().changingKeysOf(index.name())))
        .map(index -> new IndexCandidate(
            index,
            Pushdown.of(predicates.toArray(Predicate[]::new), readable(index), index.keys())));
  }

  private IndexProjection projection(Index index) {
    return new IndexProjection(description(), index.name());
  }

  private StructType readable(Index index) {
    return projection(index).of(plan().schema());
  }

  private boolean projectsReferences(Index index, List<Predicate> predicates) {
    return predicates.stream()
        .flatMap(predicate -> Arrays.stream(predicate.references()))
        .allMatch(reference -> projection(index).has(reference.fieldNames()[0]));
  }

  /** Returns whether an index projects columns, and the TTL attribute if expired items are left out. */
  private boolean projects(Index index, StructType columns) {
    String ttl = plan().expiry().attribute();
    return index.projection().equals(TableDescription.ALL)
        || (!ItemMetadata.needItem(columns)
            && !(columns.isEmpty() && ConformingScan.of(plan()).readsWhole())
            && (ttl == null || projection(index).has(ttl))
            && Arrays.stream(columns.fields()).allMatch(ColumnMetadata::isAttribute)
            && Arrays.stream(columns.fields())
                .flatMap(ItemMetadata::attributes)
                .allMatch(projection(index)::has));
  }

  /** Moves the read to an index. Empty if DynamoDB says now that the index is not there, or not complete any more. */
  private Optional<ChosenRead> moved(IndexCandidate candidate) {
    return IndexRead.of(plan(), read.budget(), candidate.index())
        .filter(moved -> isStill(candidate.index()))
        .map(moved -> new ChosenRead(
            new PlannedRead(
                moved.plan().querying(candidate.pushdown().queries()),
                read.probe(),
                moved.budget(),
                read.stream()),
            candidate.pushdown()));
  }

  /** A DataFrame may have been loaded long ago, and an index may be made again under its name. */
  private boolean isStill(Index index) {
    return plan()
        .settings()
        .describe()
        .index(index.name())
        .filter(now -> now.complete()
            && now.keys().equals(index.keys())
            && now.projection().equals(index.projection())
            && now.included().containsAll(index.included()))
        .isPresent();
  }
}
