package dev.sluice.dataset;

import java.io.Serializable;
import java.util.Set;
import scala.runtime.AbstractFunction1;

/** Of a table's pieces, by their numbers, those that are still to be read. For Spark, which wants a Scala function. */
final class Unfinished extends AbstractFunction1<Object, Object> implements Serializable {
  private static final long serialVersionUID = 1;

  private final Set<Integer> finished;

  Unfinished(Set<Integer> finished) {
    this.finished = Set.copyOf(finished);
  }

  @Override
  public Object apply(Object number) {
    return !finished.contains((Integer) number);
  }
}
