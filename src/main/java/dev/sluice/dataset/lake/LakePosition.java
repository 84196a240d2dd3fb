package dev.sluice.dataset.lake;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.stream.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** A position in a table's history: all changes before it are in the Iceberg table, and none after it. */
public sealed interface LakePosition {
  /** The properties of a snapshot's summary. */
  String UNTIL = "sluice.position.until";

  String EXPORT = "sluice.position.export";
  String STREAM = "sluice.position.stream";

  /** The time by which the answers of a Scan may be behind, and clocks wrong: amply. */
  Duration OVERLAP = Duration.ofMinutes(5);

  /** Returns the time of the position. */
  Instant until();

  /** Returns the properties for a snapshot's summary. */
  Map<String, String> properties();

  /** Returns whether rows may be newer than the position, because they are of a scan, which takes its time. */
  boolean isBehindRows();

  /**
   * Returns the time from which on exports continue; empty if none does: after a Stream, and after a scan, which is of no
   * point in time. An export tells nothing of an item that was put and deleted within its window, and a scan may have met it
   * between the two.
   */
  Optional<Instant> exportedUntil();

  /**
   * The position of an export, or of a scan.
   *
   * @param export the ARN of the export that led to it; of a scan that of the table
   * @param until the export's point in time, or the end of its window, or when the scan's run first started
   */
  record OfExport(String export, Instant until) implements LakePosition {
    private static final String EXPORTS = "/export/";

    @Override
    public boolean isBehindRows() {
      return !export.contains(EXPORTS);
    }

    @Override
    public Optional<Instant> exportedUntil() {
      return isBehindRows() ? Optional.empty() : Optional.of(until);
    }

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
   * The position in a Stream.
   *
   * @param at how far each shard has been read
   * @param until the time before which no change is missing
   */
  record OfStream(StreamPosition at, Instant until) implements LakePosition {
    /** Those of a scan to which no change was applied yet may be. */
    @Override
    public boolean isBehindRows() {
      return at.isOfCopy();
    }

    @Override
    public Optional<Instant> exportedUntil() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> properties() {
      return Map.of(STREAM, CompactText.of(at.json()), UNTIL, until.toString());
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
      return StreamPosition.parse(CompactText.text(json));
    } catch (IllegalArgumentException | ResourceUnavailableException e) {
      throw SummaryValues.damaged("has a " + STREAM + " that is none: " + e.getMessage());
    }
  }
}
