package dev.sluice.analytics.accuracy;

import dev.sluice.analytics.Analysis;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Samples;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Figures of the whole sample log. */
final class October {
  static final Instant AS_OF = Instant.parse("2026-10-29T06:00:00Z");

  /** With all labels; computed once. */
  static final Figures ALL = figures(null);

  private October() {}

  static Figures figures(@Nullable Instant labelsAsOf) {
    return new Analysis("run-1", AS_OF, Samples.settings("UTC", "2026-10-28"))
        .figures(Samples.all(labelsAsOf));
  }
}
