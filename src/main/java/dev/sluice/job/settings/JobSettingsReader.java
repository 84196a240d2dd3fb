package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigResolveOptions;
import dev.sluice.failure.ConfigError;
import dev.sluice.job.args.Verb.Requirement;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of one table, or of each of several sources. An error in a source has the key in its section, {@code
 * sluice.sources.orders.source.table}; one outside of the sections, which every source inherits, is noted once.
 */
public final class JobSettingsReader {
  /** Matches the beginning of keys in sentences. */
  private static final Pattern KEYS = Pattern.compile(
      "\\bsluice\\.(?=(aws|source|events|labels|dataset|analytics|experiments|summary|report)\\.)");

  private final Set<Requirement> needs;
  private final ConfigErrors errors;
  private final ConfigResolveOptions options;
  private final SourceLayers layers;

  private JobSettingsReader(
      Set<Requirement> needs,
      ConfigErrors errors,
      ConfigResolveOptions options,
      SourceLayers layers) {
    this.needs = needs;
    this.errors = errors;
    this.options = options;
    this.layers = layers;
  }

  /**
   * Reads reference.conf, the file and {@code --set}. Use the settings only if no error was noted.
   *
   * @param file path or URI of the user's file; null: none
   * @param sets {@code key=value}, in order
   * @param needs the settings that the command requires, of each source
   */
  public static JobSettings read(
      @Nullable String file,
      List<String> sets,
      Environment environment,
      Set<Requirement> needs,
      ConfigErrors errors) {
    ConfigResolveOptions options = new Substitutions(environment).options();
    Config content = SettingsReader.file(file, sets, environment, errors);
    Config given = Layers.sets(sets, options, errors);
    Layers all = Layers.of(given.withFallback(content), options, errors);
    return new JobSettingsReader(needs, errors, options, new SourceLayers(content, given, all))
        .settings();
  }

  private JobSettings settings() {
    Layers all = layers.all();
    ConfigErrors found = new ConfigErrors();
    List<String> names = SourceNames.read(new Reading(all, found));
    errors.addAll(found.all());
    if (!names.isEmpty() || !found.none()) {
      return sources(names, SettingsReader.readShared(all.withoutSources(), errors));
    }
    Settings one = SettingsReader.read(all.withoutSources(), settings -> settings, needs, errors);
    return new JobSettings(one, new TreeMap<>());
  }

  private JobSettings sources(List<String> names, Settings shared) {
    List<ConfigError> inherited = errors.all();
    SortedMap<String, Settings> sources = new TreeMap<>();
    for (String name : names) {
      ConfigErrors own = new ConfigErrors();
      SourcePlaces places = new SourcePlaces(name, layers.own(name), shared);
      sources.put(name, SettingsReader.read(layers.of(name, options, own), places::of, needs, own));
      errors.addAll(own.all().stream()
          .filter(error -> !inherited.contains(error))
          .map(error -> within(name, error))
          .toList());
    }
    new SourceConflicts(shared, errors).check(sources);
    return new JobSettings(shared, sources);
  }

  /** Returns the error with the keys of the source's section in place of those of a single table. */
  private static ConfigError within(String name, ConfigError error) {
    String section = Matcher.quoteReplacement(SourceKeys.path(name) + ".");
    return new ConfigError(
        error.key().replaceFirst("^sluice\\.", section),
        error.value(),
        KEYS.matcher(error.problem()).replaceAll(section),
        KEYS.matcher(error.remedy()).replaceAll(section));
  }
}
