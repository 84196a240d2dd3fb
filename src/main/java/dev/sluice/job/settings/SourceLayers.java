package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.util.List;

/**
 * The layers of one of several sources: reference.conf &lt; the file outside of {@code sources} &lt; the source in the file
 * &lt; {@code --set} outside of {@code sources} &lt; {@code --set} of the source.
 *
 * @param file the user's file, not resolved yet: what it derives from other keys follows those of the source
 * @param sets the settings by {@code --set}
 * @param all both, resolved: within a source a reference is to what stands at that path of the file
 */
record SourceLayers(Config file, Config sets, Layers all) {
  private static final String ROOT = "sluice";
  /** Keys of places that two sources cannot share. A source that does not set one derives it from the shared value. */
  static final List<String> PLACES = List.of("dataset.root", "summary.namespace", "report.path");

  /** Merges the layers of a source. */
  Layers of(String name, ConfigResolveOptions options, ConfigErrors errors) {
    return Layers.of(user(name), options, errors).withoutSources();
  }

  private Config user(String name) {
    Config own = own(name);
    return places(own)
        .atPath(ROOT)
        .withFallback(section(sets, name).atPath(ROOT))
        .withFallback(sets)
        .withFallback(own.atPath(ROOT))
        .withFallback(file);
  }

  /** Returns what the source sets by itself, without the prefix of its section. */
  Config own(String name) {
    return section(all.user(), name);
  }

  private static Config section(Config config, String name) {
    String path = SourceKeys.path(name);
    return config.hasPath(path) ? config.getConfig(path) : ConfigFactory.empty();
  }

  private static Config places(Config own) {
    return PLACES.stream()
        .map(own::withOnlyPath)
        .reduce(ConfigFactory.empty(), Config::withFallback);
  }
}
