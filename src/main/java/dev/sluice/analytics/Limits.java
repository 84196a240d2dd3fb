package dev.sluice.analytics;

import java.io.Serializable;

/**
 * The numbers of models, and of versions of each, that have figures of their own: those with the most items; of as many items the first by
 * name. The others are summed up.
 *
 * @param models at least 1
 * @param versions of each model, at least 1
 * @param pairs of models and versions altogether; where there are more, all models have equally few versions of their own
 */
public record Limits(int models, int versions, int pairs) implements Serializable {
  /** The limits of {@code reference.conf}. */
  public static final Limits DEFAULT = new Limits(1000, 100);

  private static final int PAIRS = 5000;

  /** So many models, and versions of each; altogether {@value #PAIRS}, or as many as one of the two. */
  public Limits(int models, int versions) {
    this(models, versions, Math.max(PAIRS, Math.max(models, versions)));
  }

  /** Versions that each of so many models may have of its own. */
  int versionsOf(int count) {
    return Math.max(1, Math.min(versions, pairs / Math.max(1, count)));
  }
}
