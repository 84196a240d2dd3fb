package dev.sluice.training;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code training.features} as written. Its meaning depends on the table's columns, because an attribute
 * may be called {@code temp[C]} or {@code sold as new}.
 *
 * @param from a column's name; or a path, {@code path as name}, {@code path[3]}, {@code path[0..63] as f}, {@code
 *     path[0..9 of 64] as f}
 * @param as the column's name in the view; null: {@code from} contains it
 * @param categories whether values are coded by a mapping that the snapshot keeps
 * @param missing the number that replaces a missing value, or NaN; null: that of the training set
 * @param lenient whether a value that is not a number counts as missing; otherwise it is refused
 */
public record FeatureSetting(
    String from,
    @Nullable String as,
    boolean categories,
    @Nullable Double missing,
    boolean lenient) {
  private static final Pattern AS =
      Pattern.compile("(?<path>.*\\S)\\s+as\\s+(?<name>[^\\[\\]\\s]+)", Pattern.DOTALL);

  /**
   * Creates the setting.
   *
   * @throws IllegalArgumentException if {@code from} or {@code as} is blank
   */
  public FeatureSetting {
    if (from.isBlank()) {
      throw new IllegalArgumentException("from is blank");
    }
    if (as != null && as.isBlank()) {
      throw new IllegalArgumentException("as is blank");
    }
  }

  /** Returns the setting of an entry that consists of a text only. */
  public static FeatureSetting of(String from) {
    return new FeatureSetting(from, null, false, null, false);
  }

  /**
   * Returns the feature. If the text is the name of a column, or of a field in one, it means that. Otherwise an element
   * range and another name are taken off its end.
   *
   * @param schema the schema of the items
   */
  Feature in(StructType schema) {
    List<Reading> readings = readings();
    return readings.stream()
        .filter(reading -> Located.of(schema, List.of(reading.path)).isPresent())
        .findFirst()
        .or(() -> readings.stream().filter(r -> Located.isField(schema, r.path)).findFirst())
        .map(reading -> feature(reading, schema))
        .orElseGet(() -> feature(readings.get(readings.size() - 1), schema));
  }

  /** Returns the paths that the text may mean. The columns decide which one applies. */
  public List<String> paths() {
    return readings().stream().map(Reading::path).distinct().toList();
  }

  private Feature feature(Reading reading, StructType schema) {
    List<String> names =
        Located.names(schema, reading.path).orElseGet(() -> FeatureColumn.names(reading.path));
    String name =
        as != null ? as : reading.name != null ? reading.name : Feature.defaultName(reading.path);
    return new Feature(names, reading.range, name, categories, missing, lenient);
  }

  /**
   * Returns the possible meanings in the order in which they are tried: first the whole text as a path, then with parts
   * taken off.
   */
  private List<Reading> readings() {
    String text = from.strip();
    List<Reading> readings = new ArrayList<>(List.of(new Reading(from, null, null)));
    readings.add(new Reading(text, null, null));
    Matcher renamed = AS.matcher(text);
    if (as == null && renamed.matches()) {
      readings.add(new Reading(renamed.group("path"), null, renamed.group("name")));
    }
    Reading whole = readings.get(readings.size() - 1);
    ElementRange.WithPath.of(whole.path)
        .ifPresent(list -> readings.add(new Reading(list.path(), list.range(), whole.name)));
    return readings;
  }

  /** A possible meaning of the text. */
  private record Reading(
      String path, @Nullable ElementRange range, @Nullable String name) {}
}
