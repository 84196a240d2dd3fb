package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Labels of a table of their own: text stays what it is, in a typed view and as a category. */
class JoinedLabelsTest {
  private static final StructType ITEM =
      new StructType().add("requestId", DataTypes.StringType).add("x", DataTypes.LongType);
  private static final StructType LABEL =
      new StructType().add("requestId", DataTypes.StringType).add("label", DataTypes.StringType);

  @Test
  void textKeepsItsZeros() {
    Dataset<Row> labels = dev.sluice.analytics.Items.table(
        LABEL,
        "{\"requestId\":\"1\",\"label\":\"0042\"}",
        "{\"requestId\":\"2\",\"label\":\"1e3\"}",
        "{\"requestId\":\"3\",\"label\":42.0}",
        "{\"requestId\":\"4\",\"label\":true}");
    List<Row> found = items().found(labels).orderBy("id").collectAsList();
    assertThat(found)
        .extracting(row -> row.getAs("typedLabel"))
        .containsExactly("0042", "1e3", "42", "true");
    assertThat(found)
        .extracting(row -> row.<Row>getAs("label"))
        .extracting(label -> Datum.of(label.getString(0), label.getString(1)).category())
        .containsExactly("0042", "1e3", "42", "true");
    assertThat(found)
        .extracting(row -> row.<Row>getAs("label"))
        .extracting(label -> Datum.of(label.getString(0), label.getString(1)).number())
        .containsExactly(
            new BigDecimal("42"), new BigDecimal("1E+3"), new BigDecimal("42"), BigDecimal.ONE);
  }

  private static Items items() {
    TrainingSettings settings = new TrainingSettings(
        Profile.TYPED,
        null,
        null,
        false,
        List.of(FeatureSetting.of("x")),
        null,
        Double.NaN,
        new SplitSettings(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, By.ID, null),
        1);
    LabelAttributes labels = new LabelAttributes("requestId", "label", "labeledAt", null, null);
    Dataset<Row> table = dev.sluice.analytics.Items.table(
        ITEM,
        "{\"requestId\":\"1\",\"x\":1}",
        "{\"requestId\":\"2\",\"x\":1}",
        "{\"requestId\":\"3\",\"x\":1}",
        "{\"requestId\":\"4\",\"x\":1}");
    ViewColumns columns = ViewColumns.of(
        settings, LabelPaths.of(settings, labels, false, table.schema()), table.schema());
    return new Items(settings, EventAttributes.defaults(), labels, ZoneOffset.UTC, table, columns);
  }
}
