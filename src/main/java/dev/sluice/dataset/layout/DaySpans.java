package dev.sluice.dataset.layout;

import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * Days of a table that is divided by day.
 *
 * @param spans ascending, and apart from each other
 * @param undated whether rows without a day are meant too
 */
public record DaySpans(List<Span> spans, boolean undated) {
  /** The word for rows without a day. */
  private static final String UNDATED = "undated";

  /** No rows. */
  public static final DaySpans NONE = new DaySpans(List.of(), false);

  /** All rows. */
  public static final DaySpans ALL = new DaySpans(List.of(new Span(null, null)), true);

  public DaySpans {
    spans = List.copyOf(spans);
  }

  /**
   * Days that follow each other.
   *
   * @param first inclusive; null: no lower bound
   * @param last inclusive; null: no upper bound
   */
  public record Span(@Nullable LocalDate first, @Nullable LocalDate last) {
    boolean has(LocalDate day) {
      return (first == null || !day.isBefore(first)) && (last == null || !day.isAfter(last));
    }

    private Column has(Column day) {
      if (first != null && first.equals(last)) {
        return day.equalTo(lit(first));
      }
      Column from = first == null ? day.isNotNull() : day.geq(lit(first));
      return last == null ? from : from.and(day.leq(lit(last)));
    }

    @Override
    public String toString() {
      return first != null && first.equals(last)
          ? first.toString()
          : (first == null ? ".." : first) + "/" + (last == null ? ".." : last);
    }
  }

  /** Returns single days. */
  public static DaySpans of(Collection<LocalDate> days, boolean undated) {
    List<Span> spans = new ArrayList<>();
    @Nullable LocalDate first = null;
    @Nullable LocalDate last = null;
    for (LocalDate day : new TreeSet<>(days)) {
      if (first == null || last == null || !day.equals(last.plusDays(1))) {
        if (first != null) {
          spans.add(new Span(first, last));
        }
        first = day;
      }
      last = day;
    }
    if (first != null) {
      spans.add(new Span(first, last));
    }
    return new DaySpans(spans, undated);
  }

  /** Returns the days of a range, and rows without a day. */
  public static DaySpans within(DayRange range) {
    return new DaySpans(List.of(new Span(range.first(), range.last())), true);
  }

  /** Returns the days before and after a range. */
  public static DaySpans outside(DayRange range) {
    Span after = new Span(range.last().plusDays(1), null);
    return range.first() == null
        ? new DaySpans(List.of(after), false)
        : new DaySpans(List.of(new Span(null, range.first().minusDays(1)), after), false);
  }

  public boolean isEmpty() {
    return spans.isEmpty() && !undated;
  }

  /**
   * Returns whether a day is among them.
   *
   * @param day null: rows without a day
   */
  public boolean has(@Nullable LocalDate day) {
    return day == null ? undated : spans.stream().anyMatch(span -> span.has(day));
  }

  /** Returns whether a row's day is among them. Iceberg reads no files of other days. */
  public Column has(Column day) {
    if (equals(ALL)) {
      return lit(true);
    }
    Column dated = spans.stream().map(span -> span.has(day)).reduce(lit(false), Column::or);
    return undated ? dated.or(day.isNull()) : dated;
  }

  /** Returns whether there is a first and a last day. */
  public boolean isBounded() {
    return spans.stream().allMatch(span -> span.first() != null && span.last() != null);
  }

  /**
   * Returns the days one by one.
   *
   * @throws IllegalStateException if they are not bounded
   */
  public List<LocalDate> days() {
    return spans.stream()
        .flatMap(span -> {
          if (span.first() == null || span.last() == null) {
            throw new IllegalStateException("days without bounds: " + this);
          }
          return span.first().datesUntil(span.last().plusDays(1));
        })
        .toList();
  }

  /** Returns these as texts: {@code 2026-10-19}, {@code 2026-10-21/2026-10-25}, {@code undated}. */
  public List<String> texts() {
    return Stream.concat(
            spans.stream().map(Span::toString), undated ? Stream.of(UNDATED) : Stream.empty())
        .toList();
  }
}
