package dev.sluice.source;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** A figure in Spark's SQL page: the sum over the tasks. */
abstract class SumMetric implements CustomMetric {
  private final String name;
  private final String description;

  SumMetric(String name, String description) {
    this.name = name;
    this.description = description;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final String aggregateTaskMetrics(long[] values) {
    return text(Arrays.stream(values).sum());
  }

  /** Returns the sum as text for people. */
  String text(long sum) {
    return String.format(Locale.ROOT, "%,d", sum);
  }

  /** Returns the present value of a task. */
  final CustomTaskMetric of(long value) {
    return new TaskValue(name, value);
  }

  private record TaskValue(String name, long value) implements CustomTaskMetric {}
}
