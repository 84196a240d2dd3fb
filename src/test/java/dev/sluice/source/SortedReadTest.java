package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pushdown.SortKeyOrder.Attribute;
import dev.sluice.scan.Selection.Order;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NullOrdering;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.junit.jupiter.api.Test;

/** The orders in which Queries give their rows, of an index with a sort key of several attributes too. */
final class SortedReadTest {
  private static final List<Attribute> TWO =
      List.of(new Attribute("kind", false), new Attribute("rank", true));

  private static final Set<String> FIXED = Set.of("tenant", "day");

  @Test
  void anyAttributesFromTheLeftAreAnOrder() {
    assertThat(sorted(TWO, false, "kind")).contains(read(Order.ASCENDING, List.of("kind")));
    assertThat(sorted(TWO, false, "kind desc")).contains(read(Order.DESCENDING, List.of("kind")));
    assertThat(sorted(TWO, false, "kind desc", "rank desc"))
        .contains(new SortedRead(Order.DESCENDING, List.of("kind", "rank"), List.of("rank"), 5));
    assertThat(sorted(TWO, false, "tenant desc", "kind", "day"))
        .contains(read(Order.ASCENDING, List.of("kind")));
    assertThat(sorted(TWO, false, "day")).contains(read(Order.ASCENDING, List.of()));
  }

  @Test
  void othersAreNot() {
    assertThat(sorted(TWO, false, "rank desc")).isEmpty();
    assertThat(sorted(TWO, false, "kind", "rank desc")).isEmpty();
    assertThat(sorted(TWO, false, "kind", "other")).isEmpty();
    assertThat(sorted(TWO, false, "other")).isEmpty();
    assertThat(sorted(List.of(), false, "kind")).isEmpty();
    assertThat(sorted(List.of(), true, "kind")).isEmpty();
  }

  /** Values that do not fit are null, and nulls come first in an ascending order. */
  @Test
  void whatMayBeNullMustBeLast() {
    assertThat(sorted(TWO, false, "kind", "rank")).isEmpty();
    assertThat(sorted(TWO, false, "kind", "rank last")).isPresent();
    assertThat(sorted(TWO, false, "kind desc first")).isPresent();
    assertThat(sorted(TWO, false, "kind desc", "rank desc first")).isEmpty();
  }

  @Test
  void afterTheWholeKeyOfATableNothingIsLeftToOrder() {
    List<Attribute> at = List.of(new Attribute("at", false));
    assertThat(sorted(at, true, "at desc", "other")).isPresent();
    assertThat(sorted(at, false, "at desc", "other")).isEmpty();
  }

  private static SortedRead read(Order order, List<String> columns) {
    return new SortedRead(order, columns, List.of(), 5);
  }

  private static Optional<SortedRead> sorted(
      List<Attribute> attributes, boolean unique, String... orders) {
    SortOrder[] all = Stream.of(orders).map(SortedReadTest::order).toArray(SortOrder[]::new);
    return SortedRead.of(all, 5, attributes, FIXED, unique);
  }

  private static SortOrder order(String text) {
    boolean descending = text.contains(" desc");
    boolean last = text.contains(" last") || (descending && !text.contains(" first"));
    return Expressions.sort(
        Expressions.column(text.split(" ", 2)[0]),
        descending ? SortDirection.DESCENDING : SortDirection.ASCENDING,
        last ? NullOrdering.NULLS_LAST : NullOrdering.NULLS_FIRST);
  }
}
