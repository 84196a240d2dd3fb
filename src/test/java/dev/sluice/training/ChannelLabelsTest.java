package dev.sluice.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of 3,000 rows: every tenth validates, every tenth and one tests. */
final class ChannelLabelsTest {
  @Test
  void textIsClasses() {
    Map<Channel, HeldLabels> held = typed("if(id % 3 = 0, 'a', 'b')");
    assertThat(held.get(Channel.TRAIN).json())
        .isEqualTo(Map.of("classes", Map.of("a", 800L, "b", 1600L)));
    assertThat(held.get(Channel.TEST).json())
        .isEqualTo(Map.of("classes", Map.of("a", 100L, "b", 200L)));
    assertThat(typed("id % 2 = 0").get(Channel.VALIDATION).json())
        .isEqualTo(Map.of("classes", Map.of("true", 300L)));
  }

  /** 1,000 ids of 3 rows each, but that one label is more frequent. */
  @Test
  void ofManyClassesTheMostFrequentAreNamed() {
    Map<Channel, HeldLabels> held =
        typed("if(id < 1000, 'often', concat(repeat('😀', 300), id % 1000))");
    for (HeldLabels labels : held.values()) {
      assertThat(labels.classes()).containsKey("often").hasSizeLessThanOrEqualTo(50);
      assertThat(labels.classes().keySet()).allMatch(name -> name.length() < 500);
      assertThat(labels.classes().values().stream().mapToLong(n -> n).sum() + labels.otherRows())
          .isEqualTo(labels.rows());
    }
    assertThat(held.get(Channel.TRAIN).otherClasses()).isGreaterThan(700);
    assertThat(held.get(Channel.TRAIN).rows()).isEqualTo(2_400);
    assertThat(typed("concat('c', id % 60)").get(Channel.TRAIN).classes()).hasSizeBetween(30, 50);
  }

  @Test
  void numbersAreMeasuredUnlessTheyAreFewWholeOnes() {
    Map<Channel, HeldLabels> few = typed("cast(id % 3 as decimal(20, 4))");
    assertThat(few.get(Channel.TRAIN).classes()).isEqualTo(Map.of("0", 800L, "1", 800L, "2", 800L));
    assertThat(typed("id / 10.0D").get(Channel.VALIDATION).json())
        .isEqualTo(Map.of("min", 0.0, "mean", 149.5, "max", 299.0));
    assertThat(typed("0.5D").get(Channel.TEST).isOneClass()).isTrue();
    assertThat(numbers("double(id % 2)", null).get(Channel.TRAIN).classes())
        .isEqualTo(Map.of("0", 1200L, "1", 1200L));
  }

  @Test
  void codesAreNamed() {
    assertThat(
            numbers("double(id % 2)", List.of("ham", "spam")).get(Channel.TRAIN).classes())
        .isEqualTo(Map.of("ham", 1200L, "spam", 1200L));
  }

  private static Map<Channel, HeldLabels> typed(String label) {
    Dataset<Row> rows = rows().withColumn("typedLabel", expr(label));
    return ChannelLabels.of(rows, columns(null), Categories.none());
  }

  private static Map<Channel, HeldLabels> numbers(String label, @Nullable List<String> codes) {
    Dataset<Row> rows =
        rows().withColumn("typedLabel", expr("id")).withColumn("values", array(expr(label)));
    Feature number = new Feature(List.of("label"), null, "label", codes != null, Double.NaN, false);
    Categories categories =
        codes == null ? Categories.none() : Categories.none().plus("label", codes);
    return ChannelLabels.of(rows, columns(number), categories);
  }

  private static ViewColumns columns(@Nullable Feature label) {
    return new ViewColumns(label, List.of(), List.of(), new ArrayList<>(), null, List.of());
  }

  private static Dataset<Row> rows() {
    return TestSpark.session()
        .range(3_000)
        .withColumn("channel", expr("int(case id % 10 when 0 then 1 when 1 then 2 else 0 end)"));
  }
}
