package dev.sluice.summary;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The statement of one publication about itself in its RUN row, for all others.
 *
 * @param restates whether it replaces rows that rest on more items
 * @param done whether all its rows are settled
 * @param known digest of the document that lists its rows, {@link KnownRows}; empty if there is none, or not yet
 * @param scope the rows that it may write
 * @param claims its statements about rows that it leaves alone; several if several holders of the run made them
 */
record Announcement(
    Position position,
    boolean restates,
    boolean done,
    String known,
    RowScope scope,
    List<Claim> claims) {
  private static final String POSITION = "position";
  private static final String RESTATES = "restates";
  private static final String DONE = "done";
  private static final String KNOWN = "known";
  private static final String SCOPE = "scope";
  private static final String CLAIMS = "claims";

  Announcement {
    claims = List.copyOf(claims);
  }

  /** Returns the announcement of a publication that begins. */
  static Announcement of(Position position, boolean restates, RowScope scope) {
    return new Announcement(position, restates, false, "", scope, List.of());
  }

  /**
   * Returns what can be said of a publication that says nothing of itself, by an earlier release or because its row was
   * damaged: it may write any row, and decides over it without reading what others announce.
   */
  static Announcement unspoken(Map<String, AttributeValue> row) {
    boolean done = RowOrder.isDone(row);
    return new Announcement(Position.of(row), true, done, "", RowScope.ALL, List.of());
  }

  Announcement claiming(Claim claim) {
    return new Announcement(position, restates, done, known, scope, List.of(claim));
  }

  /** Returns the same publication at its end. */
  Announcement ended(String digest) {
    return new Announcement(position, restates, true, digest, scope, claims);
  }

  /** Returns what two holders of the same publication announce together. */
  Announcement with(Announcement other) {
    Set<Claim> both = new LinkedHashSet<>(other.claims);
    both.addAll(claims);
    return new Announcement(
        position,
        restates || other.restates,
        done || other.done,
        known.isEmpty() ? other.known : known,
        scope,
        List.copyOf(both));
  }

  /**
   * Returns whether the publication counts as having asked for the row of this key.
   *
   * @param decidedBy the publication that last decided over the stored row
   */
  boolean claims(RowKey key, Position decidedBy) {
    return !claims.isEmpty()
        && scope.mayHave(key)
        && claims.stream().anyMatch(claim -> claim.means(key, decidedBy));
  }

  AttributeValue attribute() {
    Map<String, AttributeValue> map = new TreeMap<>(Map.of(
        POSITION, AttributeValue.fromS(position.toString()),
        RESTATES, AttributeValue.fromBool(restates),
        DONE, AttributeValue.fromBool(done),
        SCOPE, scope.attribute(),
        CLAIMS, AttributeValue.fromL(claims.stream().map(Claim::attribute).toList())));
    if (!known.isEmpty()) {
      map.put(KNOWN, AttributeValue.fromS(known));
    }
    return AttributeValue.fromM(map);
  }

  /**
   * Reads what {@link #attribute} wrote.
   *
   * @throws IllegalArgumentException if it is no announcement
   */
  static Announcement read(Map<String, AttributeValue> map) {
    return new Announcement(
        Position.parse(Position.text(map, POSITION)),
        NestedAttributes.flag(map, RESTATES),
        NestedAttributes.flag(map, DONE),
        Position.text(map, KNOWN),
        RowScope.read(NestedAttributes.map(map, SCOPE)),
        NestedAttributes.list(map, CLAIMS).stream()
            .map(claim -> Claim.read(claim.m()))
            .toList());
  }
}
