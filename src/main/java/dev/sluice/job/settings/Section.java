package dev.sluice.job.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;

/** A section of the configuration, read key by key. */
final class Section {
  private final String path;
  private final Reading reading;

  /**
   * @param path full path, {@code sluice.source}
   */
  private Section(String path, Reading reading) {
    this.path = path;
    this.reading = reading;
  }

  /** Returns a top-level section. */
  static Section of(String name, Reading reading) {
    return new Section("sluice." + name, reading);
  }

  /** Returns the section below this one. */
  Section in(String name) {
    return new Section(path(name), reading);
  }

  Key key(String name) {
    return new Key(path(name), reading);
  }

  /** Returns the names in a section whose names the user chooses, sorted. */
  List<String> names(String key, String example) {
    return key(key)
        .value("a section, such as " + example, value -> (ConfigObject) value)
        .get()
        .keySet()
        .stream()
        .sorted()
        .toList();
  }

  /** Returns whether the user set the key, or one below it. */
  boolean given(String key) {
    return reading.given(path(key)) != null;
  }

  /** Adds an error of a key, with its effective value and origin. */
  void error(String key, String problem, String remedy) {
    ConfigValue value = reading.merged(path(key));
    reading
        .errors()
        .add(
            path(key),
            value == null ? "" : ValueText.printed(value),
            problem + (value == null ? "" : ValueText.where(value)),
            remedy);
  }

  private String path(String key) {
    return path + "." + key;
  }
}
