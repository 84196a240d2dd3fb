package dev.sluice.analytics;

import java.io.Serializable;

/**
 * How many models, and versions of each, have figures of their own: those with the most items; of as many items the first by
 * name. The others are summed up.
 *
 * @param models at least 1
 * @param versions of each model, at least 1
 */
public record Limits(int models, int versions) implements Serializable {
  /** What {@code reference.conf} says. */
  public static final Limits DEFAULT = new Limits(1000, 100);
}
