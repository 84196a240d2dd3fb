package dev.sluice.job.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;

/** A section of the configuration, to be read key by key. */
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

  /** Returns a section of the first level. */
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

  /** Returns the names below a section whose names the user chooses, sorted. */
  List<String> names(String key, String example) {
    return key(key)
        .value("a section, such as " + example, value -> (ConfigObject) value)
        .get()
        .keySet()
        .stream()
        .sorted()
        .toList();
  }

  /** Tells whether the user set the key, or one below it. */
  boolean given(String key) {
    return reading.given(path(key)) != null;
  }

  /** Notes an error of a key, with its value in force and where that stands. */
  void error(String key, String problem, String remedy) {
    ConfigValue value = reading.merged(path(key));
    reading
        .errors()
        .add(
            path(key),
            value == null ? "" : ValueText.shown(value),
            problem + (value == null ? "" : ValueText.where(value)),
            remedy);
  }

  private String path(String key) {
    return path + "." + key;
  }
}
