package dev.sluice.job.settings;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** Collects the errors in arguments and configuration, so that all are reported at once. */
public final class ConfigErrors {
  private final List<ConfigError> found = new ArrayList<>();

  /** Adds an error; the value of a key that looks like a secret is masked here. */
  public void add(String key, String value, String problem, String remedy) {
    ConfigError error = new ConfigError(key, Secrets.masked(key, value), problem, remedy);
    if (!found.contains(error)) {
      found.add(error);
    }
  }

  /** Adds errors whose values are masked already. */
  void addAll(List<ConfigError> errors) {
    errors.stream().filter(error -> !found.contains(error)).forEach(found::add);
  }

  public boolean none() {
    return found.isEmpty();
  }

  public List<ConfigError> all() {
    return List.copyOf(found);
  }

  /**
   * Ends the collection.
   *
   * @throws InvalidConfigurationException with every error, if there is one
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidConfigurationException(found);
    }
  }
}
