package dev.sluice.training;

import dev.sluice.failure.Fault;
import dev.sluice.failure.GateFailed;
import dev.sluice.failure.InvalidConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values that the view cannot take: refused by name, all at once. */
final class Refusals {
  private final ViewColumns columns;
  private final Tally tally;
  private final List<Fault> never = new ArrayList<>();
  private final List<String> sometimes = new ArrayList<>();

  Refusals(ViewColumns columns, Tally tally) {
    this.columns = columns;
    this.tally = tally;
  }

  /**
   * Checks every column.
   *
   * @throws InvalidConfiguration if one of them has no value that it could take: it is not what the configuration says
   * @throws GateFailed if some values are so
   */
  void check() {
    int column = 0;
    for (Feature feature : columns.read()) {
      for (String name : feature.columns()) {
        numbers(column++, name, feature);
      }
    }
    for (Feature feature : columns.typedFeatures()) {
      typed(column++, feature);
    }
    if (!never.isEmpty()) {
      throw new InvalidConfiguration(never);
    }
    if (!sometimes.isEmpty()) {
      throw new GateFailed(
          "the training view cannot take\n" + String.join("\n", sometimes),
          "Write invalid = missing beside a feature to count such values as missing, "
              + "or categories = true if they are names; or leave it out.");
    }
  }

  private void numbers(int column, String name, Feature feature) {
    long invalid = tally.count(column, State.INVALID);
    if (invalid == 0 || feature.lenient()) {
      return;
    }
    long usable = tally.count(column, State.VALUE)
        + tally.count(column, State.TEXT)
        + tally.count(column, State.ROUNDED);
    if (usable > 0) {
      sometimes.add(line(column, name, feature, invalid, "no number"));
    } else {
      none(column, name, feature);
    }
  }

  private void none(int column, String name, Feature feature) {
    Fault fault = new Fault(
        "sluice.dataset.training." + (name.equals(ViewColumns.LABEL) ? "label" : "features"),
        feature.path(),
        "is no number in any item, but such as " + quoted(column),
        "Write { from = \"" + feature.path() + "\", categories = true } if it is a name, "
            + "or leave it out.");
    if (!never.contains(fault)) {
      never.add(fault);
    }
  }

  private void typed(int column, Feature feature) {
    long invalid = tally.count(column, State.INVALID);
    if (invalid > 0 && !feature.lenient()) {
      sometimes.add(line(
          column,
          feature.name(),
          feature,
          invalid,
          "not of the column's type (source.schema.ddl sets another)"));
    }
  }

  private String line(int column, String name, Feature feature, long invalid, String problem) {
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
