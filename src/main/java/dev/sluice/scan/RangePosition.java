package dev.sluice.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The progress in a range of segments: the segments read to their end, and the last evaluated keys of others that were
 * begun. Not thread-safe.
 *
 * <p>The text form is {@link PageSource#START} before the first page, {@link PageSource#END} after the end of every
 * segment, else JSON: {@code {"ended":[[0,5],[7,8]],"at":{"5":{"id":{"S":"…"}}}}}, with intervals of segments, whose
 * ends are exclusive, and last evaluated keys. Equal positions have equal texts.
 */
final class RangePosition {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SegmentRange range;
  private final BitSet ended = new BitSet();
  private final Map<Integer, Map<String, AttributeValue>> at = new TreeMap<>();

  /** Begins before the first page of every segment. */
  RangePosition(SegmentRange range) {
    this.range = range;
  }

  /**
   * Reads a position from text.
   *
   * @throws IllegalArgumentException if the text is not a position in this range
   */
  static RangePosition parse(SegmentRange range, String text) {
    RangePosition position = new RangePosition(range);
    if (text.equals(PageSource.END)) {
      position.ended.set(range.first(), range.first() + range.count());
    } else if (!text.equals(PageSource.START)) {
      position.read(text);
    }
    return position;
  }

  private void read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      for (JsonNode interval : json.path("ended")) {
        ended.set(interval.path(0).intValue(), interval.path(1).intValue());
      }
      for (Map.Entry<String, JsonNode> begun : json.path("at").properties()) {
        at.put(Integer.valueOf(begun.getKey()), KeyJson.read(begun.getValue()));
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("no position in " + range + ": " + text, e);
    }
  }

  /** Moves the position past a page, which must be the next one of its segment. */
  void advance(Page page) {
    int segment = page.id().segment();
    if (page.next().isEmpty()) {
      at.remove(segment);
      ended.set(segment);
    } else {
      at.put(segment, page.next());
    }
  }

  boolean isEnded(int segment) {
    return ended.get(segment);
  }

  /** Returns the last evaluated key at which a segment resumes; null: its beginning. */
  @Nullable
  Map<String, AttributeValue> next(int segment) {
    return at.get(segment);
  }

  @Override
  public String toString() {
    if (ended.isEmpty() && at.isEmpty()) {
      return PageSource.START;
    }
    if (ended.cardinality() == range.count()) {
      return PageSource.END;
    }
    ObjectNode json = JSON.createObjectNode();
    ArrayNode intervals = json.putArray("ended");
    for (int from = ended.nextSetBit(0); from >= 0; ) {
      int to = ended.nextClearBit(from);
      intervals.addArray().add(from).add(to);
      from = ended.nextSetBit(to);
    }
    ObjectNode keys = json.putObject("at");
    at.forEach((segment, key) -> keys.set(Integer.toString(segment), KeyJson.write(key)));
    return json.toString();
  }
}
