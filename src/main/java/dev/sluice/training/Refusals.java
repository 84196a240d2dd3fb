package dev.sluice.training;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Refuses all values that the view cannot hold at once, listed by column. */
final class Refusals {
  private final ViewColumns columns;
  private final ValueStatusCounts counts;
  private final List<ConfigError> unusable = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  Refusals(ViewColumns columns, ValueStatusCounts counts) {
    this.columns = columns;
    this.counts = counts;
  }

  /**
   * Checks every column.
   *
   * @throws InvalidConfigurationException if a feature has no value that the view could hold
   * @throws DataGateException if some values of a feature are refused
   */
  void check() {
    int first = 0;
    for (Feature feature : columns.read()) {
      numbers(first, feature);
      first += feature.columns().size();
    }
    for (Feature feature : columns.typedFeatures()) {
      typed(first++, feature);
    }
    if (!unusable.isEmpty()) {
      throw new InvalidConfigurationException(unusable);
    }
    if (!refused.isEmpty()) {
      refused.add(0, "the training view cannot take:");
      throw new DataGateException(
          refused,
          "Keep such items out with sluice.dataset.training.filter; or write beside the feature invalid = missing to count "
              + "such values as missing, or categories = true if they are names; or leave it out.");
    }
  }

  /** Checks the columns of a feature that is read as numbers. */
  private void numbers(int first, Feature feature) {
    List<String> names = feature.columns();
    int[] invalid = IntStream.range(0, names.size())
        .filter(i -> counts.count(first + i, ValueStatus.INVALID) > 0)
        .toArray();
    if (invalid.length == 0 || feature.lenient()) {
      return;
    }
    long usable =
        IntStream.range(0, names.size()).mapToLong(i -> usable(first + i)).sum();
    if (usable == 0) {
      addUnusable(first + invalid[0], feature);
    } else {
      String more =
          invalid.length == 1 ? "" : "; likewise " + (invalid.length - 1) + " more of its columns";
      refused.add(line(first + invalid[0], names.get(invalid[0]), feature, "no number") + more);
    }
  }

  private long usable(int column) {
    return counts.count(column, ValueStatus.VALUE)
        + counts.count(column, ValueStatus.TEXT)
        + counts.count(column, ValueStatus.ROUNDED);
  }

  private void addUnusable(int column, Feature feature) {
    boolean label = feature.name().equals(ViewColumns.LABEL);
    unusable.add(new ConfigError(
        "sluice.dataset.training." + (label ? "label" : "features"),
        feature.path(),
        "is no number in any item, but such as " + quoted(column),
        label
            ? "Write label = { categories = true } if labels are names."
            : "Write { from = \"" + feature.path()
                + "\", categories = true } if it is a name, or leave it out."));
  }

  private void typed(int column, Feature feature) {
    if (counts.count(column, ValueStatus.INVALID) > 0 && !feature.lenient()) {
      refused.add(line(
          column,
          feature.name(),
          feature,
          "not of the column's type, which sluice.source.schema.ddl may set"));
    }
  }

  private String line(int column, String name, Feature feature, String problem) {
    long invalid = counts.count(column, ValueStatus.INVALID);
    String from = feature.path().equals(name) ? "" : " (" + feature.path() + ")";
    return String.format(
        Locale.ROOT,
        "%s%s: %,d values are %s, such as %s",
        name,
        from,
        invalid,
        problem,
        quoted(column));
  }

  private String quoted(int column) {
    return "'" + counts.example(column) + "'";
  }
}
