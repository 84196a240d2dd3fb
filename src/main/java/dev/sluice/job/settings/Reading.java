package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state that all sections share during reading: the layers, the errors, and the form of each key's value. */
final class Reading {
  private final Layers layers;
  private final ConfigErrors errors;
  private final Map<String, String> forms = new TreeMap<>();

  Reading(Layers layers, ConfigErrors errors) {
    this.layers = layers;
    this.errors = errors;
  }

  ConfigErrors errors() {
    return errors;
  }

  /** Returns the form of the value of each key that was read, by its full path. */
  Map<String, String> forms() {
    return forms;
  }

  void note(String path, String form) {
    forms.put(path, form);
  }

  /** Returns the value that the user set; null if there is none. */
  @Nullable
  ConfigValue given(String path) {
    return find(layers.user(), path);
  }

  /** Returns the effective value; null if there is none. */
  @Nullable
  ConfigValue merged(String path) {
    return find(layers.merged(), path);
  }

  /** Returns the default; null if there is none. */
  @Nullable
  ConfigValue defaultOf(String path) {
    return find(layers.reference(), path);
  }

  private static @Nullable ConfigValue find(Config config, String path) {
    return config.hasPath(path) ? config.getValue(path) : null;
  }
}
