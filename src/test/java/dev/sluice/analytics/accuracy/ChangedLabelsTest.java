package dev.sluice.analytics.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Items;
import dev.sluice.analytics.LabelAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ids whose label counts otherwise than before. */
class ChangedLabelsTest {
  private static final StructType LABEL = new StructType()
      .add("requestId", DataTypes.StringType)
      .add("label", DataTypes.StringType)
      .add("labeledAt", DataTypes.StringType);

  private static Dataset<Row> labels(String... labels) {
    return Items.table(
        LABEL,
        List.of(labels).stream()
            .map(label -> label.split(" "))
            .map(parts ->
                "{\"requestId\":\"%s\",\"label\":\"%s\",\"labeledAt\":\"2026-10-%sT00:00:00Z\"}"
                    .formatted(parts[0], parts[1], parts[2]))
            .toArray(String[]::new));
  }

  private static List<String> changed(
      Dataset<Row> before, Dataset<Row> now, @Nullable Instant asOf) {
    LabelAttributes names = new LabelAttributes("requestId", "label", "labeledAt", null, asOf);
    return Labels.changedIds(before, now, names, ZoneOffset.UTC).collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  @Test
  void newOtherAndRemovedOnes() {
    Dataset<Row> before = labels("a x 01", "b x 01", "c x 01", "d x 01", "e x 01");
    // c has another of the same time, d a newer one, e the same twice
    Dataset<Row> now =
        labels("a x 01", "c x 01", "c y 01", "d x 01", "d y 02", "e x 01", "e x 01", "f x 01");

    assertThat(changed(before, now, null)).containsExactly("b", "c", "d", "f");
    assertThat(changed(now, before, null)).containsExactly("b", "c", "d", "f");
    assertThat(changed(before, before, null)).isEmpty();
  }

  @Test
  void thoseAfterAsOfDoNotCount() {
    Dataset<Row> before = labels("a x 01", "b x 01");
    Dataset<Row> now = labels("a x 01", "a y 05", "b x 01", "b y 02");

    assertThat(changed(before, now, Instant.parse("2026-10-03T00:00:00Z"))).containsExactly("b");
  }
}
