package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.Printable;
import dev.sluice.source.SourceOption.Use;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * Refuses unknown options and names the replacement. Ignores options that Spark adds: the path and the properties of
 * tables in its session catalog.
 */
final class OptionNames {
  /** Options that Spark adds when it loads a table of its session catalog. */
  private static final Set<String> OF_SPARK = Set.of(
      "path",
      TableCatalog.PROP_PROVIDER,
      TableCatalog.PROP_OWNER,
      TableCatalog.PROP_LOCATION,
      TableCatalog.PROP_IS_MANAGED_LOCATION,
      TableCatalog.PROP_EXTERNAL,
      TableCatalog.PROP_COMMENT,
      // Spark 4's own names
      "collation",
      "table_type",
      "serialization.format",
      "transient_lastddltime");

  private OptionNames() {}

  /**
   * Reports each unknown option, and each read option that is given to a write. Shows no values, because the value of
   * an unknown option may be a secret.
   *
   * @param options spelled as the user wrote them
   */
  static void check(Map<String, String> options, boolean write, List<ConfigError> errors) {
    stated(options).forEach(name -> SourceOption.of(name)
        .ifPresentOrElse(
            option -> checkUse(option, options, write, errors),
            () -> errors.add(new ConfigError(
                "option " + Printable.brief(name),
                "",
                "is not an option of Sluice",
                instead(name, write)))));
  }

  /**
   * Reports each unknown name. Spark adds no names of its own here.
   *
   * @param prefix the beginning of the settings' keys
   */
  static void check(String prefix, Collection<String> names, List<ConfigError> errors) {
    names.stream()
        .filter(name -> SourceOption.of(name).isEmpty())
        .sorted()
        .forEach(name -> errors.add(new ConfigError(
            prefix + Printable.brief(name),
            "",
            "is not an option of Sluice",
            instead(name, false))));
  }

  private static void checkUse(
      SourceOption option, Map<String, String> options, boolean write, List<ConfigError> errors) {
    if (write && option.use() == Use.READ) {
      String remedy = option == SourceOption.INDEX
          ? "Leave it out: the table's indexes follow the table."
          : "Leave it out.";
      errors.add(new ConfigError(option.key(), "", "is an option of reads, not of writes", remedy));
    }
    boolean sampled =
        options.keySet().stream().anyMatch(SourceOption.CHECK_TYPES.key()::equalsIgnoreCase);
    if (write && option.use() == Use.SAMPLE && !sampled) {
      errors.add(
          new ConfigError(
              option.key(),
              "",
              "has no effect on a write that takes no sample",
              "Leave it out, or let check-types = warn or fail take one; max-write-units limits the write."));
    }
  }

  /**
   * Returns the names that a user states. In Spark's session catalog they have a prefix, and all other options are
   * properties of the table.
   */
  private static Stream<String> stated(Map<String, String> options) {
    List<String> prefixed = options.keySet().stream()
        .filter(name -> name.startsWith(TableCatalog.OPTION_PREFIX))
        .map(name -> name.substring(TableCatalog.OPTION_PREFIX.length()))
        .toList();
    boolean session = options.containsKey(TableCatalog.PROP_PROVIDER) && !prefixed.isEmpty();
    return (session ? prefixed : options.keySet())
        .stream()
            .filter(name -> !OF_SPARK.contains(name.toLowerCase(Locale.ROOT)))
            .sorted();
  }

  private static String instead(String name, boolean write) {
    String letters = letters(name);
    return ForeignOptions.instead(letters).orElseGet(() -> nearest(letters, write));
  }

  private static String nearest(String letters, boolean write) {
    List<String> offered =
        SourceOption.offered(write).stream().map(SourceOption::key).toList();
    String nearest = offered.stream()
        .min(Comparator.<String>comparingInt(key -> edits(letters(key), letters))
            .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
    return "The nearest one is " + nearest + ". There are: "
        + offered.stream().sorted().collect(Collectors.joining(", ")) + ".";
  }

  private static int edits(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
