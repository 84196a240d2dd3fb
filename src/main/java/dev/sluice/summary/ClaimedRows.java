package dev.sluice.summary;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stored rows as they would be if publications that left them alone had asked for them. Whoever arrives late decides
 * over these, and writes down what the newer publication left unsaid.
 *
 * @param newer publications after the one that asks, the newest first
 */
record ClaimedRows(List<Announcement> newer) {
  static final ClaimedRows NONE = new ClaimedRows(List.of());

  /** Returns the claims that matter to a publication at this position. */
  static ClaimedRows after(Position position, List<Announcement> all) {
    return new ClaimedRows(all.stream()
        .filter(one -> one.position().isAfter(position) && !one.claims().isEmpty())
        .sorted(Comparator.comparing(Announcement::position).reversed())
        .toList());
  }

  /** Returns the stored row, decided over by the newest publication that claims it; empty if there is none. */
  Map<String, AttributeValue> applied(RowKey key, Map<String, AttributeValue> there) {
    if (there.isEmpty() || newer.isEmpty()) {
      return there;
    }
    Position row = Position.of(there);
    Position erodedBy = Position.parse(Position.text(there, RowNames.ERODED_BY));
    for (Announcement one : newer) {
      if (!erodedBy.equals(Position.NONE) && one.claims(key, erodedBy)) {
        return eroded(there, one.position());
      }
      if (one.claims(key, row)) {
        return advanced(there, one.position());
      }
    }
    return there;
  }

  private static Map<String, AttributeValue> eroded(
      Map<String, AttributeValue> there, Position position) {
    Map<String, AttributeValue> row = new TreeMap<>(there);
    row.put(RowNames.ERODED_BY, AttributeValue.fromS(position.toString()));
    return row;
  }

  private static Map<String, AttributeValue> advanced(
      Map<String, AttributeValue> there, Position position) {
    Map<String, AttributeValue> row = new TreeMap<>(there);
    row.putAll(position.attributes());
    return row;
  }
}
