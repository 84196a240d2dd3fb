package dev.sluice.export;

import dev.sluice.change.Change;
import dev.sluice.change.ChangeKind;
import dev.sluice.change.ChangedBy;
import dev.sluice.change.Image;
import dev.sluice.item.EpochUnit;
import dev.sluice.wire.DynamoJsonReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of an incremental export: {@code {"Metadata":{"WriteTimestampMicros":…},"Keys":{…},"NewImage":{…},"OldImage":{…}}},
 * in any order. A removal has no new image.
 */
final class ChangeRecord {
  private static final String WRITTEN_AT = "WriteTimestampMicros";

  /** Encloses the digits of a time: nothing in a number, and in texts their quotes and type. */
  private static final Set<String> ENCLOSURES = Set.of("", "\"\"", "{\"N\":\"\"}");

  /** The number of digits that a long holds. */
  private static final int MAX_DIGITS = 18;

  /** Pads the microseconds so that texts sort as their numbers. */
  private static final String ZEROS = "0".repeat(20);

  private final ChangeRecords source;
  private @Nullable String micros;
  private @Nullable Image keys;
  private @Nullable Image newImage;
  private @Nullable Image oldImage;

  private ChangeRecord(ChangeRecords source) {
    this.source = source;
  }

  /**
   * Reads a record.
   *
   * @param in before the record
   * @param source where it comes from
   * @param ttlAttribute tells whether a removed item had expired; null: not known
   * @throws FormatException if it is no record of this view
   * @throws dev.sluice.wire.WireException if it is no JSON
   */
  static Change read(
      DynamoJsonReader in, ChangeRecords source, ExportView view, @Nullable String ttlAttribute)
      throws FormatException {
    ChangeRecord record = new ChangeRecord(source);
    if (in.open('{')) {
      do {
        in.name();
        record.member(in.text(), in);
      } while (in.more('}'));
    }
    return record.change(view, ttlAttribute);
  }

  private void member(String name, DynamoJsonReader in) throws FormatException {
    switch (name) {
      case "Metadata" -> micros = once(micros, metadata(in), name);
      case "Keys" -> keys = once(keys, source.image(in), name);
      case "NewImage" -> newImage = once(newImage, source.image(in), name);
      case "OldImage" -> oldImage = once(oldImage, source.image(in), name);
      default -> throw new FormatException("has an unknown member in " + source.place());
    }
  }

  private <T> T once(@Nullable T before, T found, String name) throws FormatException {
    if (before != null) {
      throw new FormatException("has two of " + name + " in " + source.place());
    }
    return found;
  }

  /** Returns the digits of the time; empty if there is none. */
  private String metadata(DynamoJsonReader in) {
    String digits = "";
    DynamoJsonReader members = source.image(in).reader();
    if (members.open('{')) {
      do {
        members.name();
        boolean isTime = members.text().equals(WRITTEN_AT);
        int start = members.position();
        members.skip();
        digits = isTime ? digits(members.since(start)) : digits;
      } while (members.more('}'));
    }
    return digits;
  }

  private static String digits(String json) {
    int from = 0;
    while (from < json.length() && !isDigit(json.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < json.length() && isDigit(json.charAt(to))) {
      to++;
    }
    String around = (json.substring(0, from) + json.substring(to)).replace(" ", "");
    boolean isTime = ENCLOSURES.contains(around) && to - from <= MAX_DIGITS;
    return isTime ? json.substring(from, to) : "";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Change change(ExportView view, @Nullable String ttlAttribute) throws FormatException {
    Image key = keys;
    if (key == null) {
      throw new FormatException("has no Keys in " + source.place());
    }
    if (oldImage != null && view == ExportView.NEW_IMAGES) {
      throw new FormatException(
          "has an OldImage in " + source.place() + ", but manifest-summary.json states " + view);
    }
    String text = micros == null ? "" : micros;
    Instant at = at(text);
    ChangeKind kind = kind(view);
    ChangedBy by = kind == ChangeKind.REMOVE
        ? ChangedBy.ofRemoval(oldImage, at, ttlAttribute)
        : ChangedBy.USER;
    return new Change(kind, at, ZEROS.substring(text.length()) + text, by, key, newImage, oldImage);
  }

  private Instant at(String digits) throws FormatException {
    long since = digits.isEmpty() ? Long.MAX_VALUE : Long.parseLong(digits);
    if (!EpochUnit.isInRange(since)) {
      throw new FormatException(
          "has no Metadata." + WRITTEN_AT + " in microseconds in " + source.place());
    }
    return Instant.EPOCH.plus(since, ChronoUnit.MICROS);
  }

  /** Without old images an insertion cannot be told from a modification. */
  private ChangeKind kind(ExportView view) {
    if (newImage == null) {
      return ChangeKind.REMOVE;
    }
    return view == ExportView.NEW_AND_OLD_IMAGES && oldImage == null
        ? ChangeKind.INSERT
        : ChangeKind.MODIFY;
  }
}
