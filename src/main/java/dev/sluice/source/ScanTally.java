package dev.sluice.source;

import dev.sluice.scan.Page;
import dev.sluice.scan.PageSource;
import dev.sluice.source.metric.ReadMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What a task's reader came across: rows alone do not tell. The stage that consumes the rows in the same task asks for it
 * after the last row. One thread's own.
 */
public final class ScanTally {
  private static final ConcurrentMap<Long, ScanTally> OF_TASK = new ConcurrentHashMap<>();

  /** Position of a reader that has read nothing. */
  public static final String START = PageSource.START;

  /** Position of a reader that has read everything. */
  public static final String END = PageSource.END;

  private static final long NANOS_A_MILLI = 1_000_000;

  private long scanned;
  private long filtered;
  private long repeatedItems;
  private long expired;
  private long pages;
  private long repeated;
  private long throttled;
  private long waitedNanos;
  private double consumedReadUnits;
  private final List<Reject> rejects = new ArrayList<>();
  private final String begin;
  private Mark mark;

  /**
   * An item that could not be read.
   *
   * @param item its DynamoDB JSON as it came
   */
  public record Reject(String item, String reason) {}

  /**
   * Where a reader stood between two pages, and what it had counted by then.
   *
   * @param position as {@link PageSource#position} returned it
   * @param turned how many pages it had turned
   */
  public record Mark(
      String position,
      long turned,
      long scanned,
      long expired,
      int rejected,
      double consumedReadUnits,
      Requests requests) {
    /** Before the first page. */
    public static Mark at(String position) {
      return new Mark(position, 0, 0, 0, 0, 0, Requests.NONE);
    }
  }

  private ScanTally(String from) {
    this.begin = from;
    this.mark = Mark.at(from);
  }

  /**
   * A new tally, which the running task has until it ends.
   *
   * @param from where the reader begins
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

  /** The tally of the reader that the running task has. */
  public static Optional<ScanTally> ofTask() {
    return Optional.ofNullable(TaskContext.get()).map(task -> OF_TASK.get(task.taskAttemptId()));
  }

  /** Where the reader began. */
  public String begin() {
    return begin;
  }

  /** As of the beginning of the page that is being read: all items before it have been handed over. */
  public Mark mark() {
    return mark;
  }

  /** The next page is taken up, or there is none: all before it have been read. */
  void turnPage(String position) {
    mark = new Mark(
        position, mark.turned + 1, scanned, expired, rejects.size(), consumedReadUnits, requests());
  }

  /** Items read, whatever became of them; those that DynamoDB removed by a filter are among them. */
  public long scanned() {
    return scanned;
  }

  /** Items left out since they are past their TTL. */
  public long expired() {
    return expired;
  }

  public double consumedReadUnits() {
    return consumedReadUnits;
  }

  public List<Reject> rejects() {
    return List.copyOf(rejects);
  }

  /** For what was read so far. */
  public Requests requests() {
    return new Requests(pages, repeated, throttled, waitedNanos / NANOS_A_MILLI);
  }

  /** All of it, as Spark's SQL page shows it. */
  CustomTaskMetric[] metrics() {
    Requests asked = requests();
    return new ReadMetrics.Figures(
            scanned,
            filtered + repeatedItems,
            expired,
            rejects.size(),
            consumedReadUnits,
            asked.pages(),
            asked.repeated(),
            asked.throttled(),
            asked.waitedMillis())
        .values();
  }

  /** A page has come; its items are counted apart. */
  void addPage(Page page) {
    pages++;
    filtered += page.removed();
    consumedReadUnits += page.consumedReadUnits();
    repeated += page.effort().repeated();
    throttled += page.effort().throttled();
    waitedNanos += page.effort().waitedNanos();
  }

  void addItem() {
    scanned++;
  }

  /** Items that DynamoDB read but did not return: its filter removed them, or it only counted. */
  void addScanned(long items) {
    scanned += items;
  }

  /** An item that has come before, from an index; it counts as filtered. */
  void addRepeated() {
    repeatedItems++;
  }

  void addExpired() {
    expired++;
  }

  void addReject(String item, String reason) {
    rejects.add(new Reject(item, reason));
  }
}
