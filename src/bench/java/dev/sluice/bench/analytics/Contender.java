package dev.sluice.bench.analytics;

import static dev.sluice.analytics.LatencyStatistic.P50;
import static dev.sluice.analytics.LatencyStatistic.P90;
import static dev.sluice.analytics.LatencyStatistic.P95;
import static dev.sluice.analytics.LatencyStatistic.P99;
import static dev.sluice.analytics.LatencyStatistic.P999;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udaf;

import dev.sluice.analytics.Attribute;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.analytics.latency.Latencies;
import dev.sluice.analytics.latency.LatencyAggregator;
import dev.sluice.analytics.latency.LatencyMetrics;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Ways to percentiles of a column {@code latencyMs} of doubles. */
enum Contender {
  /** As analyze does it: excluded values, objective, exact sums and all. */
  SLUICE("Sluice") {
    @Override
    Column aggregate(StructType schema, AggregationTask task) {
      return LatencyAggregator.column(
          Attribute.number(schema, VALUE), Attribute.column(schema, VALUE), lit(false), 100.0);
    }

    @Override
    List<Double> found(Row row) {
      Latencies state = Latencies.decode(row.getAs(RESULT));
      LatencyFigures f = LatencyMetrics.figures("", "", WINDOW, state, null);
      return Stream.of(P50, P90, P95, P99, P999)
          .map(f::value)
          .map(Contender::orNan)
          .toList();
    }
  },
  PERCENTILE("percentile") {
    @Override
    Column aggregate(StructType schema, AggregationTask task) {
      String ranks = Arrays.stream(Quantiles.ranks())
          .mapToObj(rank -> rank + "D")
          .collect(Collectors.joining(", "));
      return expr("percentile(" + VALUE + ", array(" + ranks + "))");
    }
  },
  APPROX("percentile_approx, default") {
    @Override
    Column aggregate(StructType schema, AggregationTask task) {
      return approx(10_000);
    }
  },
  APPROX_EQUAL("percentile_approx, equal error") {
    @Override
    Column aggregate(StructType schema, AggregationTask task) {
      return approx(task.accuracy());
    }
  },
  KLL("DataSketches KLL") {
    @Override
    Column aggregate(StructType schema, AggregationTask task) {
      return udaf(new KllAggregator(), Encoders.DOUBLE()).apply(col(VALUE));
    }

    @Override
    List<Double> found(Row row) {
      return DoubleStream.of(KllState.quantiles(row.getAs(RESULT), Quantiles.ranks()))
          .boxed()
          .toList();
    }
  },
  /** No percentiles: what reading the values and grouping them takes at least. */
  SUM("sum, for comparison") {
    @Override
    Column aggregate(StructType schema, AggregationTask task) {
      return sum(VALUE);
    }

    @Override
    List<Double> found(Row row) {
      return List.of();
    }
  };

  static final String VALUE = "latencyMs";
  static final String RESULT = "result";

  private static final Window WINDOW = new Window(Grain.SPAN, "", Instant.EPOCH, Instant.EPOCH);

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  /** As one names it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String title() {
    return title;
  }

  static Optional<Contender> byId(String id) {
    return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
  }

  /** The aggregate of a model's values. */
  abstract Column aggregate(StructType schema, AggregationTask task);

  /** p50 to p99.9 of a row that has the model and the aggregate. */
  List<Double> found(Row row) {
    return row.getList(row.fieldIndex(RESULT));
  }

  private static Column approx(int accuracy) {
    Column ranks = array(
        DoubleStream.of(Quantiles.ranks()).mapToObj(rank -> lit(rank)).toArray(Column[]::new));
    return percentile_approx(col(VALUE), ranks, lit(accuracy));
  }

  private static double orNan(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
