package dev.sluice.stream;

import dev.sluice.change.Change;
import dev.sluice.change.ChangeKind;
import dev.sluice.change.ChangedBy;
import dev.sluice.change.Image;
import dev.sluice.failure.Printable;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of a stream: {@code {"eventName":"MODIFY","dynamodb":{"SequenceNumber":"…","ApproximateCreationDateTime":…,
 * "Keys":{…},"NewImage":{…},"OldImage":{…}},"userIdentity":{…}}}, its members in any order, and others beside them.
 */
record StreamRecord(SequenceNumber number, Change change) {
  private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

  /** Returns when the change happened, in whole seconds, rounded down. */
  Instant at() {
    return change.at();
  }

  /**
   * Reads the next record, whose images remain parts of the reader's buffer. What is null counts as missing.
   *
   * @throws WireException if it is no JSON object
   * @throws IllegalArgumentException if it is no record; says its number, and why
   */
  static StreamRecord read(DynamoJsonReader in) {
    Map<String, Image> record = members(in);
    Image inner = record.get("dynamodb");
    Map<String, Image> change = inner == null ? Map.of() : members(inner.reader());
    try {
      return of(record, change);
    } catch (IllegalArgumentException | DateTimeException e) {
      Image number = change.get("SequenceNumber");
      String name = number == null ? "a record" : "record " + Printable.brief(text(number));
      throw new IllegalArgumentException(name + " " + e.getMessage(), e);
    }
  }

  private static StreamRecord of(Map<String, Image> record, Map<String, Image> change) {
    SequenceNumber number = number(required(change, "SequenceNumber"));
    ChangeKind kind = kind(required(record, "eventName"));
    Image newImage = image(change, "NewImage");
    if ((kind == ChangeKind.REMOVE) != (newImage == null)) {
      throw new IllegalArgumentException(
          "is a " + kind + (newImage == null ? " without a NewImage" : " with a NewImage"));
    }
    return new StreamRecord(
        number,
        new Change(
            kind,
            seconds(required(change, "ApproximateCreationDateTime")),
            number.sortable(),
            by(record.get("userIdentity")),
            required(change, "Keys"),
            newImage,
            image(change, "OldImage")));
  }

  /** Returns the members that are not null. */
  private static Map<String, Image> members(DynamoJsonReader in) {
    Map<String, Image> members = new HashMap<>();
    Set<String> names = new HashSet<>();
    if (in.open('{')) {
      do {
        in.name();
        String name = in.text();
        Image value = Image.next(in);
        if (!names.add(name)) {
          throw new WireException("two members of one name", in.position());
        }
        if (!value.isNull()) {
          members.put(name, value);
        }
      } while (in.more('}'));
    }
    return members;
  }

  private static Image required(Map<String, Image> members, String name) {
    Image value = members.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("has no " + name);
    }
    return value;
  }

  /** Returns an image; null if there is none, or it has no attributes, which no item is without. */
  private static @Nullable Image image(Map<String, Image> members, String name) {
    Image value = members.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static SequenceNumber number(Image value) {
    String text = text(value);
    if (!SequenceNumber.isOne(text)) {
      throw new IllegalArgumentException(
          "has a SequenceNumber that is no number of at most 40 digits");
    }
    return new SequenceNumber(text);
  }

  private static ChangeKind kind(Image value) {
    String name = text(value);
    return Arrays.stream(ChangeKind.values())
        .filter(kind -> kind.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("has the eventName " + Printable.brief(name)
            + ", which is none of INSERT, MODIFY and REMOVE"));
  }

  /** Returns a text, or a number, as text. */
  private static String text(Image value) {
    DynamoJsonReader in = value.reader();
    int start = in.position();
    in.skip();
    String json = in.since(start).strip();
    return json.startsWith("\"") ? in.text() : json;
  }

  private static Instant seconds(Image value) {
    String text = text(value);
    try {
      BigDecimal seconds = new BigDecimal(text);
      return Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.FLOOR).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "has the ApproximateCreationDateTime " + Printable.brief(text)
              + ", which is no number of seconds",
          e);
    }
  }

  /** Returns who made the change. DynamoDB names itself where an item's TTL had passed, and nobody else. */
  private static ChangedBy by(@Nullable Image identity) {
    if (identity == null || !identity.isMap()) {
      return ChangedBy.USER;
    }
    Map<String, String> texts = new HashMap<>();
    members(identity.reader())
        .forEach((name, value) -> texts.put(name.toLowerCase(Locale.ROOT), text(value)));
    boolean service = "Service".equals(texts.get("type"));
    return service && TIME_TO_LIVE.equals(texts.get("principalid"))
        ? ChangedBy.TTL
        : ChangedBy.USER;
  }
}
