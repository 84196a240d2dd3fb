package dev.sluice.dataset.lake;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * A position in a table's history: all changes before it are in the Iceberg table, and none after it.
 *
 * @param export the ARN of the export that led to it; of a scan that of the table
 * @param until the export's point in time, or the end of its window, or when the scan's run first started
 */
public record LakePosition(String export, Instant until) {
  private static final String EXPORT = "sluice.position.export";
  private static final String UNTIL = "sluice.position.until";

  Map<String, String> properties() {
    return Map.of(EXPORT, export, UNTIL, until.toString());
  }

  /** Reads a position from a snapshot's summary that has one. */
  static LakePosition of(Map<String, String> summary) {
    String until = SummaryValues.text(summary, UNTIL);
    try {
      return new LakePosition(SummaryValues.text(summary, EXPORT), Instant.parse(until));
    } catch (DateTimeParseException e) {
      throw SummaryValues.damaged("has " + UNTIL + " = " + until);
    }
  }

  @Override
  public String toString() {
    return until + " (" + export + ")";
  }
}
