package dev.sluice.job;

import dev.sluice.dataset.run.Manifest;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The manifest's section of derived datasets in one line for a person. */
final class DerivedLine {
  private DerivedLine() {}

  static String of(Map<String, Manifest.DerivedEntry> derived) {
    return derived.entrySet().stream()
        .map(made -> String.format(
            Locale.ROOT,
            "%s %,d rows, %,d columns",
            made.getKey(),
            made.getValue().rows(),
            made.getValue().columns().size()))
        .collect(Collectors.joining("; "));
  }
}
