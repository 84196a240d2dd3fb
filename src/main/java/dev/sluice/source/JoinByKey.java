package dev.sluice.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.ExperimentalMethods;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Narrows a table to the keys of a join's other side, if that side is small. Spark does so itself only if the other
 * side has a filter that it takes for selective, and is broadcast. {@link JoinByKeyMode} switches this rule.
 *
 * <p>The rule adds Spark's own dynamic pruning, so it needs {@code spark.sql.optimizer.dynamicPartitionPruning.enabled},
 * which is on by default. It runs last in the optimizer, when IN and EXISTS are joins, and when the sides of a join
 * are in the form in which Spark broadcasts them.
 */
final class JoinByKey extends Rule<LogicalPlan> {
  private static final Logger LOG = LoggerFactory.getLogger(JoinByKey.class);

  /**
   * Adds the rule to the session of this thread, if it does not have it. PySpark 3.5 starts sessions without the extensions
   * that Spark finds as services.
   */
  static void addToSession() {
    SparkSession session = SparkSession.active();
    try {
      // declared by Spark 4's classic session only
      addTo((ExperimentalMethods) session.getClass().getMethod("experimental").invoke(session));
    } catch (ReflectiveOperationException e) {
      LOG.debug("This session takes no rules", e);
    }
  }

  /** Adds the rule to a session that does not have it. */
  static synchronized void addTo(ExperimentalMethods methods) {
    List<Rule<LogicalPlan>> rules =
        new ArrayList<>(PassedValues.list(methods.extraOptimizations()));
    if (rules.stream().noneMatch(JoinByKey.class::isInstance)) {
      rules.add(new JoinByKey());
      methods.extraOptimizations_$eq(PassedValues.seq(rules));
    }
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    SQLConf conf = SQLConf.get();
    JoinByKeyMode mode = JoinByKeyMode.of(conf);
    return mode == JoinByKeyMode.FALSE || !conf.dynamicPartitionPruningEnabled()
        ? plan
        : plan.transformUp(new Joins(new SmallSide(mode, conf)));
  }

  private static final class Joins extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {
    private final transient SmallSide small;

    Joins(SmallSide small) {
      this.small = small;
    }

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof Join;
    }

    @Override
    @SuppressWarnings("unchecked") // a plan, whichever subtype of it A is
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      return plan instanceof Join join
          ? (B) new KeyJoin(join, small).narrowed()
          : otherwise.apply(plan);
    }
  }
}
