package dev.sluice.source;

import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The counts of a task's reader. The stage that consumes the rows in the same task reads them after the last row. Not
 * thread-safe.
 */
public final class ScanTally {
  private static final ConcurrentMap<Long, ScanTally> OF_TASK = new ConcurrentHashMap<>();

  /** The position of a reader that has read nothing. */
  public static final String START = PageSource.START;

  /** The position of a reader that has read everything. */
  public static final String END = PageSource.END;

  private long scanned;
  private long filtered;
  private long expired;
  private int queries;
  private double consumedReadUnits;
  private RequestStats requests = RequestStats.NONE;
  private final List<Reject> rejects = new ArrayList<>();
  private long malformed;
  private final String begin;
  private Mark mark;

  /**
   * An item that could not be read.
   *
   * @param item its DynamoDB JSON as it came
   */
  public record Reject(String item, String reason) {}

  /**
   * The position of a reader between two pages, and its counts by then.
   *
   * @param position as {@link PageSource#position} returned it
   * @param turned pages read by then
   * @param items of these pages; those that were handed over count as written
   */
  public record Mark(
      String position,
      long turned,
      ItemCounts items,
      double consumedReadUnits,
      RequestStats requests) {
    /** Returns the mark before the first page. */
    public static Mark at(String position) {
      return new Mark(position, 0, ItemCounts.NONE, 0, RequestStats.NONE);
    }
  }

  private ScanTally(String from) {
    this.begin = from;
    this.mark = Mark.at(from);
  }

  /**
   * Returns a new tally, which the running task has until it ends.
   *
   * @param from the position at which the reader begins
   */
  static ScanTally start(String from) {
    ScanTally tally = new ScanTally(from);
    TaskContext task = TaskContext.get();
    if (task != null) {
      long id = task.taskAttemptId();
      OF_TASK.put(id, tally);
      task.addTaskCompletionListener((TaskCompletionListener) context -> OF_TASK.remove(id));
    }
    return tally;
  }

  /** Returns the tally of the running task's reader; empty: it has none. */
  public static Optional<ScanTally> ofTask() {
    return Optional.ofNullable(TaskContext.get()).map(task -> OF_TASK.get(task.taskAttemptId()));
  }

  /** Returns the position at which the reader began. */
  public String begin() {
    return begin;
  }

  /** Returns the mark before the page that is being read: all items before it have been handed over. */
  public Mark mark() {
    return mark;
  }

  /** Marks all pages so far as read. */
  void turnPage(String position) {
    mark = new Mark(position, mark.turned + 1, items(), consumedReadUnits, requests);
  }

  /** Returns the items so far; those that are left count as written. */
  public ItemCounts items() {
    return ItemCounts.ofRead(scanned, filtered, expired, rejects.size() + malformed);
  }

  public double consumedReadUnits() {
    return consumedReadUnits;
  }

  /** Returns the items that could not be read between two marks. */
  public List<Reject> rejectsBetween(Mark from, Mark to) {
    int begin = Math.toIntExact(from.items().rejected());
    return List.copyOf(rejects.subList(begin, Math.toIntExact(to.items().rejected())));
  }

  /** Returns all counts, as Spark's SQL page shows them. */
  CustomTaskMetric[] metrics() {
    return ReadMetrics.of(items(), consumedReadUnits, queries, requests);
  }

  /** Notes the number of Queries that the reader makes instead of a Scan. */
  void makesQueries(int number) {
    queries = number;
  }

  /** Counts a page; its items are counted apart. */
  void addPage(Page page) {
    filtered += page.removed();
    consumedReadUnits += page.consumedReadUnits();
    requests = requests.plus(page.requests());
  }

  void addItem() {
    scanned++;
  }

  /** Counts items that DynamoDB read but did not return: its filter removed them, or it only counted. */
  void addScanned(long items) {
    scanned += items;
  }

  /** Counts an item that has come before, from an index, as filtered. */
  void addRepeated() {
    filtered++;
  }

  /** Counts an item that the reader leaves out, since its Query finds more than is wanted. */
  void addFiltered() {
    filtered++;
  }

  void addExpired() {
    expired++;
  }

  /** Counts an item that does not fit the user's schema, and is left out, as rejected. */
  void addMalformed() {
    malformed++;
  }

  void addReject(String item, String reason) {
    rejects.add(new Reject(item, reason));
  }
}
