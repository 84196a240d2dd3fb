package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Items;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.Oracle;
import dev.sluice.analytics.Samples;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelCountsTest {
  private static final StructType LABELS = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("label", DataTypes.StringType)
      .add("labeledAt", DataTypes.StringType);

  @Test
  void everyLabelIsCountedOnce() {
    Dataset<Row> labels = Items.table(
        LABELS,
        label("a", "1", "2026-10-01"),
        label("a", "1.0", "2026-10-02"),
        label("a", "2", "2026-10-03"),
        label("b", "2", "2026-10-01"),
        label("b", "2", "2026-10-02"),
        label("b", "3", "2026-10-09"),
        label("nobody", "1", "2026-10-01"),
        label("nobody", "2", "2026-10-01"),
        label("a", "", "2026-10-01"),
        "{\"label\":\"1\",\"labeledAt\":\"2026-10-01\"}",
        "{\"requestId\":\"a\",\"label\":\"1\"}");
    Dataset<Row> ids = Items.table(
            new StructType().add("id", DataTypes.StringType),
            "{\"id\":\"a\"}",
            "{\"id\":\"b\"}",
            "{\"id\":\"b\"}")
        .select("id");

    LabelCounts asOf = counts(labels, ids, Instant.parse("2026-10-05T00:00:00Z"));
    assertThat(asOf).isEqualTo(new LabelCounts(11, 2, 1, 2, 2, 2, 2));
    LabelCounts all = counts(labels, ids, null);
    assertThat(all).isEqualTo(new LabelCounts(11, 2, 0, 5, 2, 0, 2));
    assertThat(all.used()
            + all.duplicate()
            + all.conflicting()
            + all.orphan()
            + all.late()
            + all.unusable())
        .isEqualTo(all.read());
  }

  @Test
  void textSaysTheSameAsItStandsAndANumberByItsValue() {
    Dataset<Row> labels = Items.table(
        LABELS,
        label("text", "5", "2026-10-02"),
        label("text", "5", "2026-10-01"),
        label("text", "05", "2026-10-01"),
        label("text", "5.0", "2026-10-01"),
        "{\"requestId\":\"number\",\"label\":5,\"labeledAt\":\"2026-10-02\"}",
        "{\"requestId\":\"number\",\"label\":5.00,\"labeledAt\":\"2026-10-01\"}",
        label("number", "05", "2026-10-01"),
        label("number", "5.0", "2026-10-01"),
        label("number", "six", "2026-10-01"));
    Dataset<Row> ids = Items.table(
            new StructType().add("id", DataTypes.StringType),
            "{\"id\":\"text\"}",
            "{\"id\":\"number\"}")
        .select("id");
    assertThat(counts(labels, ids, null)).isEqualTo(new LabelCounts(9, 2, 4, 3, 0, 0, 0));
  }

  /** DuckDB counts the sample's labels by plain window functions; a third of the items is taken away to have orphans. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"2026-10-16T00:00:00Z", "2027-01-01T00:00:00Z"})
  void theSamplesLabelsAsDuckDbCountsThem(String asOf) throws Exception {
    Dataset<Row> ids =
        Samples.inference().filter("modelName not like 'tumour%'").selectExpr("requestId as id");
    LabelCounts counts = counts(Samples.feedback(), ids, Instant.parse(asOf));

    try (Oracle oracle = new Oracle()) {
      List<Object> expected = oracle.rows("""
          with known as (select (item->>'requestId') id from inference where (item->>'modelName') not like 'tumour%'),
          labels as (select (item->>'requestId') id, (item->>'label') as said, (item->>'labeledAt')::timestamptz t from feedback),
          dated as (select *, t > 'AS_OF'::timestamptz as late, id in (select id from known) as known from labels),
          ranked as (select *, row_number() over w as n, first_value(said) over w as newest from dated where not late and known
            window w as (partition by id order by t desc, said desc))
          select (select count(*) from labels),
            (select count(*) from ranked where n = 1),
            (select count(*) from ranked where n > 1 and said = newest),
            (select count(*) from ranked where n > 1 and said <> newest),
            (select count(*) from dated where not late and not known),
            (select count(*) from dated where late), 0::bigint""".replace("AS_OF", asOf)).get(0);
      assertThat(counts)
          .isEqualTo(new LabelCounts(
              number(expected, 0),
              number(expected, 1),
              number(expected, 2),
              number(expected, 3),
              number(expected, 4),
              number(expected, 5),
              number(expected, 6)));
    }
    assertThat(counts.orphan()).isPositive();
    assertThat(counts.conflicting()).isPositive();
  }

  private static long number(List<Object> row, int i) {
    return ((Number) row.get(i)).longValue();
  }

  private static LabelCounts counts(Dataset<Row> labels, Dataset<Row> ids, @Nullable Instant asOf) {
    return LabelCounts.of(
        labels,
        ids,
        new LabelAttributes("requestId", "label", "labeledAt", null, asOf),
        ZoneOffset.UTC);
  }

  private static String label(String id, String label, String time) {
    return "{\"requestId\":\"" + id + "\",\"label\":\"" + label + "\",\"labeledAt\":\"" + time
        + "\"}";
  }
}
