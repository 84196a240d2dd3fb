package dev.sluice.change;

import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes changes as items: the attributes of a row, and an attribute for each {@link ChangeColumn}. Then a change is
 * decoded, pruned and checked like any item, and what fits no column of its old image is in the overflow at {@code
 * /_old/…}. An attribute that has the name of a column has no column itself ({@link DescribingNames}): it is in the
 * overflow, too.
 */
public final class ChangeItems {
  /** The beginning of each member: to the quote of a text, or before a map. */
  private static final Map<ChangeColumn, byte[]> BEGINNINGS = new EnumMap<>(ChangeColumn.class);

  private static final byte[] TEXT_END = ascii("\"}");

  static {
    for (ChangeColumn column : ChangeColumn.values()) {
      String value = column == ChangeColumn.OLD ? "{\"M\":" : "{\"S\":\"";
      BEGINNINGS.put(column, ascii("\"" + column.column() + "\":" + value));
    }
  }

  private ChangeItems() {}

  /**
   * Writes a change.
   *
   * @throws dev.sluice.wire.WireException if an image is no JSON object
   */
  public static void write(Change change, JsonBytes out) {
    out.write('{');
    text(ChangeColumn.CHANGE, change.kind().toString(), out);
    out.write(',');
    text(ChangeColumn.CHANGED_AT, change.at().toString(), out);
    out.write(',');
    text(ChangeColumn.SEQUENCE, change.sequence(), out);
    out.write(',');
    text(ChangeColumn.CHANGED_BY, change.by().toString(), out);
    members(change.row(), out);
    Image old = change.oldImage();
    if (old != null) {
      out.write(',');
      begin(ChangeColumn.OLD, out);
      write(old, out);
      out.write('}');
    }
    out.write('}');
  }

  /** Writes an image as it is. */
  public static void write(Image image, JsonBytes out) {
    out.write(image.json(), image.from(), image.to());
  }

  private static void text(ChangeColumn column, String ascii, JsonBytes out) {
    begin(column, out);
    out.ascii(ascii);
    out.write(TEXT_END, 0, TEXT_END.length);
  }

  private static void begin(ChangeColumn column, JsonBytes out) {
    byte[] json = Objects.requireNonNull(BEGINNINGS.get(column));
    out.write(json, 0, json.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void members(Image image, JsonBytes out) {
    DynamoJsonReader in = image.reader();
    if (in.open('{')) {
      do {
        out.write(',');
        member(in, out);
      } while (in.more('}'));
    }
    in.end();
  }

  private static void member(DynamoJsonReader in, JsonBytes out) {
    int start = in.position();
    in.name();
    if (ChangeColumn.NAMES.include(in)) {
      DescribingNames.writeAttribute(in.text(), out);
      out.write(':');
      start = in.position();
    }
    in.skip();
    out.write(in.buffer(), start, in.position());
  }
}
