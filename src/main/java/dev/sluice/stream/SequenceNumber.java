package dev.sluice.stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;

/**
 * The number of a record. The numbers of one shard grow, and so do those of one item over all shards.
 *
 * @param text 1 to 40 digits, as DynamoDB wrote them
 */
record SequenceNumber(@JsonValue String text) implements Comparable<SequenceNumber>, Serializable {
  private static final int MAX_DIGITS = 40;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  SequenceNumber {
    if (!isOne(text)) {
      throw new IllegalArgumentException("no sequence number: " + text);
    }
  }

  /** Returns whether a text is a number of at most 40 digits. */
  static boolean isOne(String text) {
    return text.matches("[0-9]{1,40}");
  }

  /** Returns the number in 40 digits: text that sorts as the numbers do. */
  String sortable() {
    return "0".repeat(MAX_DIGITS - text.length()) + text;
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return sortable().compareTo(other.sortable());
  }

  @Override
  public String toString() {
    return text;
  }
}
