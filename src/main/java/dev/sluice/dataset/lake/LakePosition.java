package dev.sluice.dataset.lake;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.stream.StreamPosition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** A position in a table's history: all changes before it are in the Iceberg table, and none after it. */
public sealed interface LakePosition {
  /** The properties of a snapshot's summary. */
  String UNTIL = "sluice.position.until";

  String EXPORT = "sluice.position.export";
  String STREAM = "sluice.position.stream";

  /** Returns the time of the position. */
  Instant until();

  /** Returns the properties for a snapshot's summary. */
  Map<String, String> properties();

  /**
   * The position of an export.
   *
   * @param export the ARN of the export that led to it
   * @param until the export's point in time, or the end of its window
   */
  record OfExport(String export, Instant until) implements LakePosition {
    @Override
    public Map<String, String> properties() {
      return Map.of(EXPORT, export, UNTIL, until.toString());
    }

    @Override
    public String toString() {
      return until + " (" + export + ")";
    }
  }

  /**
   * The position in a Stream. The rows of a copy of the table, before any change of the Stream was applied, may be newer.
   *
   * @param at how far each shard has been read
   * @param until the time before which no change is missing
   */
  record OfStream(StreamPosition at, Instant until) implements LakePosition {
    @Override
    public Map<String, String> properties() {
      return Map.of(STREAM, at.json(), UNTIL, until.toString());
    }

    @Override
    public String toString() {
      return until + " (" + at.stream() + ")";
    }
  }

  /** Reads a position from a snapshot's summary that has one. */
  static LakePosition of(Map<String, String> summary) {
    Instant until = until(SummaryValues.text(summary, UNTIL));
    return summary.containsKey(STREAM)
        ? new OfStream(stream(SummaryValues.text(summary, STREAM)), until)
        : new OfExport(SummaryValues.text(summary, EXPORT), until);
  }

  private static Instant until(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw SummaryValues.damaged("has " + UNTIL + " = " + text);
    }
  }

  private static StreamPosition stream(String json) {
    try {
      return StreamPosition.parse(json);
    } catch (ResourceUnavailableException e) {
      throw SummaryValues.damaged("has a " + STREAM + " that is none: " + e.inOneLine());
    }
  }
}
