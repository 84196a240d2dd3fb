package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Analysis.Inputs;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Latencies of another unit give, to the last bit, the figures that the same in milliseconds give. */
class LatencyUnitTest {
  private static List<LatencyFigures> figures(
      DataType column, List<String> latencies, @Nullable LatencyUnit unit) {
    EventAttributes names = new EventAttributes(
        "id", "at", "m", "v", "p", "c", "took", null, null, "error", null, unit);
    List<String> items = new ArrayList<>();
    latencies.forEach(latency ->
        items.add("{\"at\":\"2026-10-19T10:00:00Z\",\"m\":\"m\",\"took\":%s}".formatted(latency)));
    StructType schema = new StructType()
        .add("at", DataTypes.StringType)
        .add("m", DataTypes.StringType)
        .add("took", column);
    return new Analysis(
            "run", Instant.parse("2026-11-01T00:00:00Z"), Samples.settings("UTC", "2026-10-31"))
        .figures(new Inputs(
            Items.table(schema, items.toArray(String[]::new)), names, null, null, null, null))
        .latency();
  }

  private static List<String> scaled(List<String> latencies, int places) {
    return latencies.stream()
        .map(text -> new BigDecimal(text).scaleByPowerOfTen(places).toString())
        .toList();
  }

  @Test
  void figuresAreInMillisecondsExactly() {
    Random random = new Random(7);
    List<String> millis = new ArrayList<>(List.of("0", "0.1", "0.3", "29", "1E-20", "7.3E+30"));
    for (int i = 0; i < 300; i++) {
      millis.add(
          BigDecimal.valueOf(random.nextInt(100_000_000), random.nextInt(7)).toString());
    }
    List<LatencyFigures> expected = figures(DataTypes.DoubleType, millis, null);
    assertThat(expected.get(0).count()).isEqualTo(millis.size());

    assertThat(figures(DataTypes.DoubleType, scaled(millis, -3), LatencyUnit.S))
        .isEqualTo(expected);
    assertThat(figures(DataTypes.DoubleType, scaled(millis, 3), LatencyUnit.US))
        .isEqualTo(expected);
    // whole numbers are in the column, others in the overflow
    assertThat(figures(DataTypes.LongType, scaled(millis, 6), LatencyUnit.NS)).isEqualTo(expected);
    assertThat(figures(DataTypes.LongType, millis, LatencyUnit.MS)).isEqualTo(expected);
  }

  @Test
  void whatIsUnusableStaysSoInEveryUnit() {
    List<String> odd = List.of("-1", "\"NaN\"", "\"slow\"", "null", "\"1.5\"", "1E-120");
    LatencyFigures row = figures(DataTypes.LongType, odd, LatencyUnit.NS).get(0);
    assertThat(row.count()).isEqualTo(2);
    assertThat(row.value(LatencyStatistic.MAX)).isEqualTo(1.5e-6);
    assertThat(row.numericStrings()).isEqualTo(1);
    assertThat(row.excluded()).isEqualTo(new LatencyFigures.Excluded(0, 1, 1, 1, 1));
  }

  @Test
  void unitsHaveTheNamesOfDurations() {
    assertThat(LatencyUnit.of("MS")).hasValue(LatencyUnit.MS);
    assertThat(LatencyUnit.of("Seconds")).hasValue(LatencyUnit.S);
    assertThat(LatencyUnit.of("micros")).hasValue(LatencyUnit.US);
    assertThat(LatencyUnit.of("ns")).hasValue(LatencyUnit.NS);
    assertThat(LatencyUnit.of("m")).isEmpty();
  }
}
