package dev.sluice.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.change.ChangeColumn;
import dev.sluice.export.ExportPages;
import dev.sluice.export.PointInTimeExport;
import dev.sluice.scan.Expression;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import dev.sluice.scan.RangePages;
import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.TableScan;
import dev.sluice.stream.StreamPages;
import dev.sluice.wire.DescribingNames;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way in which a read reaches a table's items, divided into tasks. It is decided once, on the driver, and is part
 * of a {@link ReadPlan}.
 *
 * <p>A new access path is one more record here: its {@link
 * Kind}, its tasks, and the {@link PageSource} of a task. {@link Forecast} prices it.
 */
public sealed interface AccessPath extends Serializable {
  /** The kinds of access path. Their words are used in the configuration, in stored documents and by {@code plan}. */
  enum Kind {
    /** A Scan of all segments. */
    SCAN,
    /** One Query for each key value that the filter requires. */
    QUERY,
    /** A point-in-time export of the table. */
    EXPORT,
    /** A point-in-time export that the run requests, and then reads as {@link #EXPORT}. */
    PITR,
    /** The table's Stream: changes, which the Spark source reads and Iceberg tables follow. */
    STREAM,
    /** Whichever of the others costs the fewest dollars, before the run has chosen it. */
    AUTO;

    /**
     * Parses the word of a kind.
     *
     * @throws IllegalArgumentException if it is not one
     */
    @JsonCreator
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * Parses the word of a kind that a read may request. An export also needs its location.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static Kind requested(String word) {
      return of(word);
    }

    /** Returns the word for its parts, for people. */
    public String parts() {
      return switch (this) {
        case SCAN -> "segments";
        case QUERY -> "queries";
        case EXPORT, PITR -> "files";
        case STREAM -> "shards";
        case AUTO -> "parts";
      };
    }

    /** Returns the word in lower case. */
    @Override
    @JsonValue
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The part of an access path that is stored with a run and printed by {@code plan}. Two starts of a run read in the
   * same way if their outlines are equal.
   *
   * @param index the index that is read instead of the table; null: the table itself
   * @param parts segments, Queries or files; 0: nothing is read. Those of a stream are found while it is read
   * @param tasks input partitions
   */
  record Outline(Kind kind, @Nullable String index, int parts, int tasks) {
    /** The outline of a read that reads nothing, because the filter is never true. */
    public static final Outline NOTHING = new Outline(Kind.SCAN, null, 0, 0);

    /** Returns the path for the log: {@code scan of index byDay, 64 segments in 4 tasks}. */
    public String text() {
      return kind == Kind.STREAM
          ? kind.toString()
          : kind
              + (index == null ? "" : " of index " + index)
              + (", " + parts + " " + kind.parts() + " in " + tasks + " tasks");
    }
  }

  /** Returns the part of this path that is stored and printed. */
  Outline outline();

  /** Returns the key conditions, one for each Query; empty if the path makes no Queries. */
  default List<Expression> queries() {
    return List.of();
  }

  /** Returns whether DynamoDB evaluates filters, counts items and finds them by their keys on this path. */
  default boolean isEvaluated() {
    return true;
  }

  /** Returns whether the items on its pages describe changes of the table's items. */
  default boolean areChanges() {
    return false;
  }

  /** Returns the names of members on its pages that are no attributes of an item, but describe a change of it. */
  default DescribingNames describing() {
    return areChanges() ? ChangeColumn.NAMES : DescribingNames.NONE;
  }

  /**
   * Opens the pages of one task. Runs on the task's executor.
   *
   * @param scan the request, without segment or Query
   * @param task the number of the task, from 0
   * @param from the position at which to resume, as {@link PageSource#position} returned it
   * @param demand says which pages the task needs
   */
  PageSource pages(TableScan scan, int task, String from, PageDemand demand);

  /**
   * A Scan of the table or of an index.
   *
   * @param segments Scan's TotalSegments
   * @param tasks at most the number of segments
   */
  record Scan(@Nullable String index, int segments, int tasks) implements AccessPath {
    public Scan {
      tasks = Math.min(tasks, segments);
    }

    @Override
    public Outline outline() {
      return new Outline(Kind.SCAN, index, segments, tasks);
    }

    @Override
    public PageSource pages(TableScan scan, int task, String from, PageDemand demand) {
      return new RangePages(scan, SegmentRange.of(segments, tasks, task), from, demand);
    }
  }

  /**
   * Queries of the table or of an index. Each replaces a segment.
   *
   * @param tasks at most the number of Queries
   */
  record Query(@Nullable String index, List<Expression> queries, int tasks) implements AccessPath {
    public Query {
      queries = List.copyOf(queries);
      tasks = Math.min(tasks, queries.size());
    }

    @Override
    public Outline outline() {
      return new Outline(Kind.QUERY, index, queries.size(), tasks);
    }

    @Override
    public PageSource pages(TableScan scan, int task, String from, PageDemand demand) {
      return new RangePages(scan, range(task), from, demand);
    }

    /** Returns the Queries of one task. */
    public SegmentRange range(int task) {
      return SegmentRange.of(queries.size(), tasks, task);
    }
  }

  /**
   * The files of an export. All items, or changes, are read; Spark evaluates filters.
   *
   * @param tasks at most the number of files
   */
  record Export(PointInTimeExport export, int tasks) implements AccessPath {
    /** The compressed bytes that one task reads, unless a single file has more: seconds of decoding. */
    private static final long TASK_BYTES = 32L << 20;

    public Export {
      tasks = Math.min(tasks, export.files().size());
    }

    /** Returns the files divided into tasks by their size and the cores. */
    static Export of(PointInTimeExport export) {
      long bySize = (export.fileBytes() + TASK_BYTES - 1) / TASK_BYTES;
      return new Export(export, (int) Math.max(Cores.parallelism(), Math.min(bySize, 1 << 20)));
    }

    @Override
    public Outline outline() {
      return new Outline(Kind.EXPORT, null, export.files().size(), tasks);
    }

    @Override
    public boolean isEvaluated() {
      return false;
    }

    @Override
    public boolean areChanges() {
      return export.summary().isIncremental();
    }

    @Override
    public PageSource pages(TableScan scan, int task, String from, PageDemand demand) {
      return new ExportPages(
          export, export.divided(tasks).get(task), scan.aws(), scan.capacity(), from, demand);
    }
  }

  /** The table's Stream. What a task reads is its position. Spark evaluates filters. */
  record Stream() implements AccessPath {
    @Override
    public Outline outline() {
      return new Outline(Kind.STREAM, null, 1, 1);
    }

    @Override
    public boolean isEvaluated() {
      return false;
    }

    @Override
    public boolean areChanges() {
      return true;
    }

    @Override
    public PageSource pages(TableScan scan, int task, String from, PageDemand demand) {
      return new StreamPages(scan.aws(), scan.capacity(), from, demand);
    }
  }
}
