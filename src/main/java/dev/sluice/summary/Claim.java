package dev.sluice.summary;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The statement of a publication, made before it leaves any row alone, that its row of a key has the content with which
 * one of certain earlier publications left the stored one.
 *
 * <p>It names no row. The stored row itself says which publication last decided over it, by its position or by {@code
 * erodedBy}; if that one is in the chain, the row is meant, unless the claiming publication has none of that key any
 * more.
 *
 * @param chain the earlier publications, the oldest first: that one asked for all its rows, the others for those that
 *     had changed
 * @param dropped keys that one of the chain had and the claiming publication has not
 */
record Claim(List<Position> chain, Fingerprints dropped) {
  private static final String CHAIN = "chain";
  private static final String DROPPED = "dropped";

  Claim {
    chain = List.copyOf(chain);
  }

  boolean means(RowKey key, Position decidedBy) {
    return chain.contains(decidedBy) && !dropped.contains(Fingerprints.of(key));
  }

  AttributeValue attribute() {
    return AttributeValue.fromM(Map.of(
        CHAIN,
        AttributeValue.fromL(chain.stream()
            .map(position -> AttributeValue.fromS(position.toString()))
            .toList()),
        DROPPED,
        NestedAttributes.of(dropped)));
  }

  /**
   * Reads what {@link #attribute} wrote.
   *
   * @throws IllegalArgumentException if it is no claim
   */
  static Claim read(Map<String, AttributeValue> map) {
    List<Position> chain =
        NestedAttributes.texts(map, CHAIN).stream().map(Position::parse).toList();
    return new Claim(chain, NestedAttributes.fingerprints(map, DROPPED));
  }
}
