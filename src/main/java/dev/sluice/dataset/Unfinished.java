package dev.sluice.dataset;

import java.io.Serializable;
import java.util.Set;
import scala.runtime.AbstractFunction1;

/** Of a table's ranges, by their numbers, those that are still to be read. For Spark, which wants a Scala function. */
final class Unfinished extends AbstractFunction1<Object, Object> implements Serializable {
  private static final long serialVersionUID = 1;

  private final Set<Integer> ranges;

  Unfinished(Set<Integer> ranges) {
    this.ranges = Set.copyOf(ranges);
  }

  @Override
  public Object apply(Object number) {
    return ranges.contains((Integer) number);
  }
}
