package dev.sluice.analytics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model whose target kind differs from the previous figures, or is new and in doubt because it has numbers and other
 * values. Unless {@code analytics.targets} decides, the change is reported and the figures keep their kind.
 *
 * @param before its kind in the previous figures; null: it had none
 * @param taken its kind in these figures
 * @param found the kind that its values of the last days with predictions suggest
 * @param few whether fewer than nine in ten of a new model's values are numbers
 */
public record KindChange(
    String model, @Nullable TargetKind before, TargetKind taken, TargetKind found, boolean few) {
  /** Creates a change for a model whose values are all of one kind. */
  public KindChange(String model, TargetKind before, TargetKind taken, TargetKind found) {
    this(model, before, taken, found, false);
  }

  /** Returns the change and its remedy, without the model's name. */
  public String inWords() {
    if (before == null) {
      return mixed();
    }
    return taken == before
        ? "its last predictions and labels look like %s, the figures before are %s: it stays %s, and analytics.targets changes it"
            .formatted(words(found), words(before), words(taken))
        : "analytics.targets makes it %s, the figures before are %s: all days of this run are computed so"
            .formatted(words(taken), words(before));
  }

  private String mixed() {
    String taken = this.taken == TargetKind.CLASS
        ? "it is taken for one of classes"
        : "it is taken for a numeric one, in which what is no number is left out and counted";
    return "it is new, and its predictions and labels are numbers with fractions and other values: %s%s; analytics.targets says what it is"
        .formatted(taken, few ? ", which is in doubt: fewer than nine in ten are numbers" : "");
  }

  private static String words(TargetKind kind) {
    return kind == TargetKind.CLASS ? "classes" : kind.name().toLowerCase(Locale.ROOT);
  }
}
