package dev.sluice.dataset.lake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Times of incremental exports that follow each other without a gap, by DynamoDB's rules: each is of 15 minutes to 24
 * hours. From each of their ends on, the same times follow, so that a run that is started again goes on with them.
 *
 * @param spans oldest first
 * @param from where the first one begins
 */
public record ExportSpans(List<Span> spans, Instant from) {
  private static final Duration MIN_SPAN = Duration.ofMinutes(15);
  private static final Duration MAX_SPAN = Duration.ofHours(24);

  /**
   * The time of an export.
   *
   * @param from inclusive
   * @param until exclusive
   */
  public record Span(Instant from, Instant until) {}

  public ExportSpans {
    spans = List.copyOf(spans);
  }

  /** Returns the times from a position to a later time; what is too short at the end is left out. */
  public static ExportSpans between(Instant from, Instant until) {
    List<Span> spans = new ArrayList<>();
    Instant at = from;
    while (Duration.between(at, until).compareTo(MIN_SPAN) >= 0) {
      Instant day = at.plus(MAX_SPAN);
      Instant end = day.isBefore(until) ? day : until;
      spans.add(new Span(at, end));
      at = end;
    }
    return new ExportSpans(spans, from);
  }

  /** Returns the end of the last one; where the first would begin if there is none. */
  public Instant end() {
    return spans.isEmpty() ? from : spans.get(spans.size() - 1).until();
  }
}
