package dev.sluice.job;

import dev.sluice.schema.Discovered;
import dev.sluice.source.ReadWay;
import dev.sluice.source.TableSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a read will take.
 *
 * @param readUnits null: not known
 * @param basis where the figure is from, or why there is none
 * @param unitsPerSecond that the run may take; null: no limit, which only an emulator has
 * @param minutes null: not known
 */
record ReadEstimate(
    @Nullable Double readUnits,
    String basis,
    @Nullable Double unitsPerSecond,
    @Nullable Double minutes) {
  private static final double UNIT_BYTES = 4096;

  /** An eventually consistent read of 4 KB. */
  private static final double HALF = 0.5;

  static ReadEstimate of(TableSource source, ReadWay way) {
    if (way.kind().equals(ReadWay.QUERY)) {
      return of(
          null,
          "a query reads only the items of its keys, and nothing tells how many they are",
          source);
    }
    double sampled = source.discovered().map(Discovered::consumedReadUnits).orElse(0.0);
    if (source.discovered().map(Discovered::whole).orElse(false)) {
      return of(sampled, "the sample was the whole table", source);
    }
    long bytes = source.sizeBytes();
    double units = Math.ceil(bytes / UNIT_BYTES) * (source.consistentRead() ? 1 : HALF);
    if (bytes == 0) {
      return of(null, "DynamoDB tells no size yet: it counts every six hours", source);
    }
    if (units < sampled) {
      return of(
          null,
          String.format(
              Locale.ROOT,
              "DynamoDB tells a size that is outdated: %,.1f units, and the sample alone took %,.1f",
              units,
              sampled),
          source);
    }
    return of(units, "by the size that DynamoDB tells, up to six hours old", source);
  }

  private static ReadEstimate of(@Nullable Double units, String basis, TableSource source) {
    Double limit = source.unitsPerSecond() > 0 ? source.unitsPerSecond() : null;
    Double minutes = units == null || limit == null ? null : units / limit / 60;
    return new ReadEstimate(units, basis, limit, minutes);
  }

  String unitsInWords() {
    return readUnits == null
        ? "not known: " + basis
        : String.format(Locale.ROOT, "about %,.1f: %s", readUnits, basis);
  }

  String durationInWords() {
    if (unitsPerSecond == null) {
      return "not limited: the endpoint is local";
    }
    String pace = String.format(Locale.ROOT, "%,.1f read units a second", unitsPerSecond);
    return minutes == null
        ? "not known; at most " + pace
        : String.format(Locale.ROOT, "about %,.1f minutes at %s", minutes, pace);
  }
}
