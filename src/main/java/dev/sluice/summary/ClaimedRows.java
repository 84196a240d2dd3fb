package dev.sluice.summary;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stored rows as they would be if publications that skipped them had asked for them. Every other publication that asks
 * decides over these, whether it is earlier or later, and its write carries the claim over into the row. So a claim that
 * is not in the row yet finds it as one of the claim's chain has left it.
 *
 * @param claiming publications with claims, the newest first
 */
record ClaimedRows(List<Announcement> claiming) {
  static final ClaimedRows NONE = new ClaimedRows(List.of());

  static ClaimedRows of(List<Announcement> all) {
    return new ClaimedRows(all.stream()
        .filter(one -> !one.claims().isEmpty())
        .sorted(Comparator.comparing(Announcement::position).reversed())
        .toList());
  }

  /** Returns the stored row, decided over by the newest publication that claims it; empty if there is none. */
  Map<String, AttributeValue> applied(RowKey key, Map<String, AttributeValue> there) {
    if (there.isEmpty() || claiming.isEmpty()) {
      return there;
    }
    // of the two the newer one decided last
    Position erodedBy = Position.parse(Position.text(there, RowNames.ERODED_BY));
    boolean eroded = !erodedBy.equals(Position.NONE);
    Position decidedBy = eroded ? erodedBy : Position.of(there);
    return claiming.stream()
        .filter(one -> one.claims(key, decidedBy))
        .findFirst()
        .map(one -> eroded ? eroded(there, one.position()) : advanced(there, one.position()))
        .orElse(there);
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
