package dev.sluice.source;

import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Seq;

/**
 * Sets a task's metrics when it commits. Spark asks a writer for them last before {@code commit}, which sends the last
 * rows. Without this the figures would be those of that moment.
 */
final class LateMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(LateMetrics.class);

  private LateMetrics() {}

  /**
   * Sets metrics of the running task, if there is one.
   *
   * @param values by their descriptions, which no other metric of the task has
   */
  static void set(Map<String, CustomTaskMetric> values) {
    TaskContext task = TaskContext.get();
    if (task == null) {
      return;
    }
    for (Object accumulator : accumulators(task.taskMetrics())) {
      if (accumulator instanceof SQLMetric metric && metric.name().isDefined()) {
        CustomTaskMetric value = values.get(metric.name().get());
        if (value != null) {
          metric.set(value.value());
        }
      }
    }
  }

  /** Returns the task's accumulators. Their sequence has another type in each version of Scala. */
  private static Iterable<?> accumulators(TaskMetrics metrics) {
    try {
      return PassedValues.list(
          (Seq<?>) TaskMetrics.class.getMethod("accumulators").invoke(metrics));
    } catch (ReflectiveOperationException e) {
      // figures that lack the last rows are no reason to fail a write
      LOG.debug("Spark has no accumulators of a task.", e);
      return List.of();
    }
  }
}
