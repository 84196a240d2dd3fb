package dev.sluice.analytics;

import java.util.Locale;

/**
 * A model whose kind of target is not what it was. Without a word in {@code analytics.targets} it is reported, and no figure
 * is turned over.
 *
 * @param before its kind in the figures of the run before
 * @param taken its kind in these figures
 * @param found what its values of the last days with predictions look like
 */
public record KindChange(String model, TargetKind before, TargetKind taken, TargetKind found) {
  /** What has happened and what to do, without the model's name. */
  public String inWords() {
    return taken == before
        ? "its last predictions and labels look like %s, the figures before are %s: it stays %s, and analytics.targets changes it"
            .formatted(words(found), words(before), words(taken))
        : "analytics.targets makes it %s, the figures before are %s: all days of this run are computed so"
            .formatted(words(taken), words(before));
  }

  private static String words(TargetKind kind) {
    return kind == TargetKind.CLASS ? "classes" : kind.name().toLowerCase(Locale.ROOT);
  }
}
