package dev.sluice.source.metric;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * A figure of a read, as Spark shows it in its SQL page: the sum over the tasks. Each is a public class of its own, because
 * Spark makes it anew by its name.
 */
public abstract class ReadMetric implements CustomMetric {
  private final String name;
  private final String description;

  ReadMetric(String name, String description) {
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

  /** The sum as a person reads it. */
  String text(long sum) {
    return String.format(Locale.ROOT, "%,d", sum);
  }

  /** What a task has of it so far. */
  public final CustomTaskMetric of(long value) {
    return new TaskValue(name, value);
  }

  private record TaskValue(String name, long value) implements CustomTaskMetric {}
}
