package dev.sluice.training;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Values that the view cannot take: refused by name, all at once. */
final class Refusals {
  private final ViewColumns columns;
  private final ValueStatusCounts tally;
  private final List<ConfigError> never = new ArrayList<>();
  private final List<String> sometimes = new ArrayList<>();

  Refusals(ViewColumns columns, ValueStatusCounts tally) {
    this.columns = columns;
    this.tally = tally;
  }

  /**
   * Checks every column.
   *
   * @throws InvalidConfigurationException if a feature has no value that it could take: it is not what the configuration says
   * @throws DataGateException if some values are so
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
    if (!never.isEmpty()) {
      throw new InvalidConfigurationException(never);
    }
    if (!sometimes.isEmpty()) {
      sometimes.add(0, "the training view cannot take:");
      throw new DataGateException(
          sometimes,
          "Keep such items out with sluice.dataset.training.filter; or write beside the feature invalid = missing to count "
              + "such values as missing, or categories = true if they are names; or leave it out.");
    }
  }

  /** A feature's columns, counted from the first. */
  private void numbers(int first, Feature feature) {
    List<String> names = feature.columns();
    int[] refused = IntStream.range(0, names.size())
        .filter(i -> tally.count(first + i, ValueStatus.INVALID) > 0)
        .toArray();
    if (refused.length == 0 || feature.lenient()) {
      return;
    }
    long usable =
        IntStream.range(0, names.size()).mapToLong(i -> usable(first + i)).sum();
    if (usable == 0) {
      never(first + refused[0], feature);
    } else {
      String more =
          refused.length == 1 ? "" : "; likewise " + (refused.length - 1) + " more of its columns";
      sometimes.add(line(first + refused[0], names.get(refused[0]), feature, "no number") + more);
    }
  }

  private long usable(int column) {
    return tally.count(column, ValueStatus.VALUE)
        + tally.count(column, ValueStatus.TEXT)
        + tally.count(column, ValueStatus.ROUNDED);
  }

  private void never(int column, Feature feature) {
    boolean label = feature.name().equals(ViewColumns.LABEL);
    never.add(new ConfigError(
        "sluice.dataset.training." + (label ? "label" : "features"),
        feature.path(),
        "is no number in any item, but such as " + quoted(column),
        label
            ? "Write label = { categories = true } if labels are names."
            : "Write { from = \"" + feature.path()
                + "\", categories = true } if it is a name, or leave it out."));
  }

  private void typed(int column, Feature feature) {
    if (tally.count(column, ValueStatus.INVALID) > 0 && !feature.lenient()) {
      sometimes.add(line(
          column,
          feature.name(),
          feature,
          "not of the column's type, which sluice.source.schema.ddl may set"));
    }
  }

  private String line(int column, String name, Feature feature, String problem) {
    long invalid = tally.count(column, ValueStatus.INVALID);
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
    return "'" + tally.example(column) + "'";
  }
}
