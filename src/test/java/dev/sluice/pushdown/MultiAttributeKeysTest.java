package dev.sluice.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.scan.Expression;
import dev.sluice.table.TableDescription;
import dev.sluice.table.TableDescription.KeySchema;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A global index with two attributes for its partition key and two for its sort key. */
final class MultiAttributeKeysTest {
  private static final KeySchema KEYS = new KeySchema(
      List.of(new TableDescription.Key("tenant", "S"), new TableDescription.Key("day", "N")),
      List.of(new TableDescription.Key("kind", "S"), new TableDescription.Key("rank", "N")));

  private static final StructType COLUMNS = new StructType(new StructField[] {
    column("tenant", DataTypes.StringType, "S"),
    column("day", DataTypes.LongType, "N"),
    column("kind", DataTypes.StringType, "S"),
    column("rank", DataTypes.LongType, "N")
  });

  @Test
  void allPartitionKeyAttributesMakeAQuery() {
    Pushdown pushdown = pushdown(is("tenant", "a"), is("day", 1));

    assertThat(texts(pushdown)).containsExactly("#kn0 = :kv0 AND #kn1 = :kv1");
    assertThat(pushdown.exact()).hasSize(2);
    assertThat(pushdown.filter()).isNull();
  }

  @Test
  void oneOfThemAloneIsAFilter() {
    for (Predicate one : List.of(is("tenant", "a"), is("day", 1))) {
      Pushdown pushdown = pushdown(one, is("kind", "x"));

      assertThat(pushdown.queries()).isEmpty();
      assertThat(pushdown.filter()).isNotNull();
      assertThat(pushdown.exact()).hasSize(2);
    }
    assertThat(pushdown(is("tenant", "a"), compared("day", ">", 1)).queries()).isEmpty();
    assertThat(pushdown(is("kind", "x"), is("rank", 1)).queries()).isEmpty();
  }

  @Test
  void twoAttributesOfAPartitionKeyAreNoSortKey() {
    KeySchema both = new KeySchema(KEYS.partition(), List.of());

    assertThat(Pushdown.of(new Predicate[] {is("tenant", "a")}, COLUMNS, both).queries())
        .isEmpty();
    assertThat(Pushdown.of(new Predicate[] {is("tenant", "a"), is("day", 1)}, COLUMNS, both)
            .queries())
        .hasSize(1);
  }

  @Test
  void eachCombinationOfValuesIsAQuery() {
    Pushdown pushdown = pushdown(among("tenant", "a", "b"), among("day", 1, 2, 3));

    assertThat(pushdown.queries()).hasSize(6);
    assertThat(pushdown.queries().stream().map(Expression::values)).doesNotHaveDuplicates();
    Object[] days = IntStream.range(0, 51).boxed().toArray();
    assertThat(pushdown(among("tenant", "a", "b"), among("day", days)).queries())
        .isEmpty();
  }

  @Test
  void sortKeyAttributesFollowFromTheLeft() {
    assertThat(texts(pushdown(is("tenant", "a"), is("day", 1), is("kind", "x"), is("rank", 2))))
        .containsExactly("#kn0 = :kv0 AND #kn1 = :kv1 AND #kn2 = :kv2 AND #kn3 = :kv3");
    assertThat(texts(
            pushdown(is("tenant", "a"), is("day", 1), is("kind", "x"), compared("rank", "<", 2))))
        .containsExactly("#kn0 = :kv0 AND #kn1 = :kv1 AND #kn2 = :kv2 AND #kn3 < :kv3");
  }

  @Test
  void whatDoesNotFollowFromTheLeftIsSparks() {
    Pushdown skipping = pushdown(is("tenant", "a"), is("day", 1), is("rank", 2));
    assertThat(texts(skipping)).containsExactly("#kn0 = :kv0 AND #kn1 = :kv1");
    assertThat(skipping.kept()).containsExactly(is("rank", 2));

    Pushdown afterARange =
        pushdown(is("tenant", "a"), is("day", 1), compared("kind", ">", "x"), is("rank", 2));
    assertThat(texts(afterARange)).containsExactly("#kn0 = :kv0 AND #kn1 = :kv1 AND #kn2 > :kv2");
    assertThat(afterARange.kept()).containsExactly(is("rank", 2));
  }

  @Test
  void rowsOfAQueryAreOrderedByWhatEqualityLeavesOpen() {
    assertThat(order(is("tenant", "a"), is("day", 1))).containsExactly("kind false", "rank true");
    assertThat(order(is("tenant", "a"), is("day", 1), is("kind", "x")))
        .containsExactly("rank true");
    assertThat(order(is("tenant", "a"), is("day", 1), is("kind", "x"), compared("rank", ">", 2)))
        .containsExactly("rank false");
    assertThat(order(is("tenant", "a"), is("day", 1), compared("kind", ">", "x")))
        .containsExactly("kind false", "rank true");
    assertThat(order(is("tenant", "a"), is("day", 1), is("kind", "x"), is("rank", 2)))
        .isEmpty();
  }

  @Test
  void whatAQueryFindsBeyondItsPredicatesIsChecked() {
    Pushdown range = pushdown(
        is("tenant", "a"), is("day", 1), compared("kind", ">=", "x"), compared("kind", "<", "z"));

    assertThat(range.evaluatedBySpark()).isEmpty();
    assertThat(range.keys().checks())
        .containsExactly(
            new RowCheck("kind", List.of(Expression.Value.of(AttributeValue.fromS("z")))));
    assertThat(pushdown(is("tenant", "a"), is("day", 1), compared("rank", ">", 2))
            .keys()
            .checks())
        .isEmpty();
    assertThat(pushdown(is("tenant", "a"), is("day", 1), is("kind", "x"), compared("rank", ">", 2))
            .keys()
            .checks())
        .containsExactly(new RowCheck("rank", List.of()));
  }

  private static List<String> order(Predicate... predicates) {
    return SortKeyOrder.of(pushdown(predicates), COLUMNS, KEYS).stream()
        .map(attribute -> attribute.name() + " " + attribute.mayBeNull())
        .toList();
  }

  private static Pushdown pushdown(Predicate... predicates) {
    return Pushdown.of(predicates, COLUMNS, KEYS);
  }

  private static List<String> texts(Pushdown pushdown) {
    return pushdown.queries().stream().map(Expression::text).toList();
  }

  private static Predicate is(String column, Object value) {
    return compared(column, "=", value);
  }

  private static Predicate compared(String column, String operator, Object value) {
    return predicate(operator, column, value);
  }

  private static Predicate among(String column, Object... values) {
    return predicate("IN", column, values);
  }

  private static Predicate predicate(String name, String column, Object... values) {
    return new Predicate(
        name,
        Stream.concat(
                Stream.of(Expressions.column(column)),
                Stream.of(values).map(MultiAttributeKeysTest::literal))
            .toArray(org.apache.spark.sql.connector.expressions.Expression[]::new));
  }

  private static LiteralValue<?> literal(Object value) {
    return value instanceof Integer number
        ? new LiteralValue<>(number.longValue(), DataTypes.LongType)
        : new LiteralValue<>(UTF8String.fromString((String) value), DataTypes.StringType);
  }

  private static StructField column(String name, DataType type, String mark) {
    return new StructField(name, type, true, ColumnMetadata.of(mark));
  }
}
