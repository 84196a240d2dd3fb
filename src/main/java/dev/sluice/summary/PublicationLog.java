package dev.sluice.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * All that publications announce, as RUN rows had it at one time.
 *
 * @param all in any order
 */
record PublicationLog(List<Announcement> all) {
  /**
   * Reads the RUN rows with one strongly consistent Query.
   *
   * @param credible tells which positions a run can have; the others are ignored
   */
  static PublicationLog read(
      DynamoDbClient client, String table, String partition, Predicate<Position> credible) {
    QueryRequest request = QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("pk = :pk")
        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
        .build();
    List<Announcement> all = new ArrayList<>();
    client.queryPaginator(request).items().stream()
        .flatMap(row -> Announcements.of(row).stream())
        .filter(one -> credible.test(one.position()))
        .forEach(all::add);
    return new PublicationLog(all);
  }

  /** Returns the finished publications before this one that may have rows of the same keys, the newest first. */
  Stream<Announcement> finishedBefore(Announcement mine) {
    return all.stream()
        .filter(one -> mine.position().isAfter(one.position()))
        .filter(one -> one.done() && !one.known().isEmpty() && one.scope().meets(mine.scope()))
        .sorted(Comparator.comparing(Announcement::position).reversed());
  }

  /** Returns the positions of restating publications all of whose rows are settled. */
  Set<Position> settledRestatements() {
    return all.stream()
        .filter(one -> one.done() && one.restates())
        .map(Announcement::position)
        .collect(Collectors.toSet());
  }

  /** Returns whether others can read this claim. */
  boolean has(Position position, Claim claim) {
    return all.stream()
        .anyMatch(one -> one.position().equals(position) && one.claims().contains(claim));
  }

  /**
   * Returns the publications because of which a row must be asked for, although it is as it was last published: all
   * after the last one, and earlier ones that restate and may have arrived since. The other earlier ones decide by what
   * the last one left or claimed. Those after this one count too: a publication that is late claims nothing that one
   * before it in time may have decided without knowing of the claim.
   */
  List<Announcement> between(KnownRows last, Position mine) {
    return all.stream()
        .filter(one -> !one.position().equals(mine) && !one.position().equals(last.position()))
        .filter(one -> one.position().isAfter(last.position())
            || (one.restates() && !(one.done() && last.settled().contains(one.position()))))
        .toList();
  }

  ClaimedRows claimed() {
    return ClaimedRows.of(all);
  }
}
