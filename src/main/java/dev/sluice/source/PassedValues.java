package dev.sluice.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.CreateArray;
import org.apache.spark.sql.catalyst.expressions.CreateMap;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.ElementAt;
import org.apache.spark.sql.catalyst.expressions.Explode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GeneratorOuter;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.GetMapValue;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Greatest;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.Lag;
import org.apache.spark.sql.catalyst.expressions.Lead;
import org.apache.spark.sql.catalyst.expressions.Least;
import org.apache.spark.sql.catalyst.expressions.NthValue;
import org.apache.spark.sql.catalyst.expressions.PosExplode;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.ScalarSubquery;
import org.apache.spark.sql.catalyst.expressions.Stack;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.CollectList;
import org.apache.spark.sql.catalyst.expressions.aggregate.CollectSet;
import org.apache.spark.sql.catalyst.expressions.aggregate.First;
import org.apache.spark.sql.catalyst.expressions.aggregate.Last;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.MaxMinBy;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Mode;
import org.apache.spark.sql.catalyst.expressions.aggregate.PivotFirst;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import scala.collection.Seq;

/** Recognizes Spark's expressions that pass values on unchanged. */
final class PassedValues {
  /** Expressions whose value is the value of one of the arguments that have the same type. */
  private static final Set<Class<?>> CHOICES = Set.of(
      First.class,
      Last.class,
      Min.class,
      Max.class,
      Mode.class,
      Lag.class,
      Lead.class,
      NthValue.class,
      Coalesce.class,
      If.class,
      CaseWhen.class,
      Greatest.class,
      Least.class);

  /** Expressions whose value contains their arguments' values, or is contained in an argument's value. */
  private static final Set<Class<?>> CONTAINERS = Set.of(
      CollectList.class,
      CollectSet.class,
      CreateArray.class,
      CreateMap.class,
      CreateNamedStruct.class,
      PivotFirst.class,
      GetArrayItem.class,
      GetMapValue.class,
      GetStructField.class,
      ElementAt.class,
      Explode.class,
      PosExplode.class,
      GeneratorOuter.class,
      Stack.class);

  private PassedValues() {}

  /**
   * Returns the expressions from which this one takes its values unchanged, one of them at a time; empty if it makes
   * new values.
   *
   * @param made attribute id → the expressions that give the attribute's values
   */
  static List<Expression> unchanged(Expression expression, Map<Long, List<Expression>> made) {
    if (expression instanceof Attribute column) {
      return made.getOrDefault(column.exprId().id(), List.of());
    }
    if (expression instanceof Alias alias) {
      return List.of(alias.child());
    }
    if (expression instanceof AggregateExpression aggregate) {
      return List.of(aggregate.aggregateFunction());
    }
    if (expression instanceof WindowExpression window) {
      return List.of(window.windowFunction());
    }
    if (expression instanceof RuntimeReplaceable replaceable) {
      return List.of(replaceable.replacement());
    }
    if (expression instanceof MaxMinBy best) {
      return List.of(best.valueExpr());
    }
    if (expression instanceof ScalarSubquery subquery) {
      return List.of(subquery.plan().output().head());
    }
    boolean choice = CHOICES.contains(expression.getClass()) || expression instanceof Cast;
    return choice ? ofItsType(expression) : List.of();
  }

  private static List<Expression> ofItsType(Expression expression) {
    return list(expression.children()).stream()
        .filter(part ->
            part.dataType() instanceof NullType || isSame(part.dataType(), expression.dataType()))
        .toList();
  }

  /** Returns whether two types are the same apart from metadata and nullability. */
  static boolean isSame(DataType one, DataType other) {
    return one.catalogString().equals(other.catalogString());
  }

  /** Returns whether an expression only combines its arguments' values, or takes them apart. */
  static boolean holds(Expression expression) {
    return CONTAINERS.contains(expression.getClass());
  }

  /** Returns a list as a Scala sequence, of the type that each version of Scala expects. */
  static <T> scala.collection.immutable.List<T> seq(List<T> all) {
    scala.collection.immutable.List<T> seq = scala.collection.immutable.List$.MODULE$.empty();
    for (int i = all.size() - 1; i >= 0; i--) {
      seq = seq.$colon$colon(all.get(i));
    }
    return seq;
  }

  /** Returns a Scala sequence as a list. */
  static <T> List<T> list(Seq<? extends T> all) {
    List<T> list = new ArrayList<>();
    for (var rest = all.iterator(); rest.hasNext(); ) {
      list.add(rest.next());
    }
    return list;
  }
}
