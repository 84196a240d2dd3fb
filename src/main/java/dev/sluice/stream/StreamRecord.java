package dev.sluice.stream;

import dev.sluice.change.Change;
import dev.sluice.change.ChangeKind;
import dev.sluice.change.ChangedBy;
import dev.sluice.change.Image;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
   * Reads the next record, whose images remain parts of the reader's buffer.
   *
   * @throws WireException if it is no record
   */
  static StreamRecord read(DynamoJsonReader in) {
    int start = in.position();
    Map<String, Image> members = members(in);
    try {
      return of(members, members(required(members, "dynamodb").reader()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new WireException("no record of a stream: " + e.getMessage(), start);
    }
  }

  private static StreamRecord of(Map<String, Image> record, Map<String, Image> change) {
    SequenceNumber number = new SequenceNumber(text(required(change, "SequenceNumber")));
    return new StreamRecord(
        number,
        new Change(
            ChangeKind.valueOf(text(required(record, "eventName"))),
            seconds(required(change, "ApproximateCreationDateTime")),
            number.sortable(),
            by(record.get("userIdentity")),
            required(change, "Keys"),
            change.get("NewImage"),
            change.get("OldImage")));
  }

  private static Map<String, Image> members(DynamoJsonReader in) {
    Map<String, Image> members = new HashMap<>();
    if (in.open('{')) {
      do {
        in.name();
        String name = in.text();
        if (members.put(name, Image.next(in)) != null) {
          throw new WireException("two members of one name", in.position());
        }
      } while (in.more('}'));
    }
    return members;
  }

  private static Image required(Map<String, Image> members, String name) {
    Image value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static String text(Image value) {
    DynamoJsonReader in = value.reader();
    in.string();
    return in.text();
  }

  private static Instant seconds(Image value) {
    DynamoJsonReader in = value.reader();
    int start = in.position();
    in.skip();
    BigDecimal seconds = new BigDecimal(in.since(start).strip());
    return Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  /** Returns who made the change. DynamoDB names itself where an item's TTL had passed, and nobody else. */
  private static ChangedBy by(@Nullable Image identity) {
    if (identity == null) {
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
