package dev.sluice.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.Not;
import org.apache.spark.sql.sources.Or;
import org.apache.spark.sql.sources.StringStartsWith;
import org.junit.jupiter.api.Test;

/** Which predicates make an IS NOT NULL superfluous. */
final class NullRejectionTest {
  private static final Filter N = new EqualTo("n", 1L);
  private static final Filter OTHER = new EqualTo("m", 1L);

  @Test
  void comparisonsRejectNull() {
    for (Filter filter : List.of(
        N,
        new Not(N),
        new GreaterThan("n", 1L),
        new StringStartsWith("n", "a"),
        new In("n", new Object[] {1L, null}),
        new Not(new In("n", new Object[] {1L})),
        new EqualNullSafe("n", 1L),
        new Not(new IsNull("n")))) {
      assertThat(implied("n", filter)).as(filter.toString()).isTrue();
    }
  }

  @Test
  void whatIsTrueOfNullDoesNot() {
    for (Filter filter : List.of(
        OTHER,
        new IsNull("n"),
        new IsNotNull("n"),
        new Not(new IsNotNull("n")),
        new Not(new EqualNullSafe("n", 1L)),
        new EqualNullSafe("n", null),
        new Not(new EqualNullSafe("n", null)),
        new Not(new In("n", new Object[] {})))) {
      assertThat(implied("n", filter)).as(filter.toString()).isFalse();
    }
  }

  @Test
  void andNeedsOnePartOrNeedsAll() {
    assertThat(implied("n", new And(N, OTHER))).isTrue();
    assertThat(implied("n", new Or(N, OTHER))).isFalse();
    assertThat(implied("n", new Or(N, new And(OTHER, new GreaterThan("n", 3L)))))
        .isTrue();
    assertThat(implied("n", new Or(N, new IsNull("n")))).isFalse();
    assertThat(implied("n", new Not(new And(N, OTHER)))).isFalse();
    assertThat(implied("n", new Not(new Or(N, OTHER)))).isTrue();
    assertThat(implied("n", new Or(new IsNotNull("n"), N))).isTrue();
  }

  @Test
  void aFieldImpliesItsStruct() {
    assertThat(implied("a", new EqualTo("a.b", 1L))).isTrue();
    assertThat(implied("a", new IsNotNull("a.b"))).isTrue();
    assertThat(implied("a.b", new IsNotNull("a"))).isFalse();
    assertThat(implied("a.b", new EqualTo("a.c", 1L))).isFalse();
    assertThat(implied("`a.b`", new EqualTo("a.b", 1L))).isFalse();
    assertThat(implied("a", new Or(new EqualTo("a.b", 1L), new EqualTo("a.c", 1L))))
        .isTrue();
  }

  @Test
  void noneImpliesItself() {
    List<Predicate> twice = List.of(new IsNotNull("n").toV2(), new IsNotNull("n").toV2());
    assertThat(NullRejection.isImplied(twice.get(0), twice)).isFalse();
    assertThat(NullRejection.isImplied(twice.get(1), twice)).isFalse();
    assertThat(NullRejection.isImplied(N.toV2(), List.of(N.toV2()))).isFalse();
  }

  private static boolean implied(String column, Filter by) {
    var tested = new IsNotNull(column).toV2();
    return NullRejection.isImplied(tested, List.of(tested, by.toV2()));
  }
}
