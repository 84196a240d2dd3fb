package dev.sluice.failure;

import java.util.List;

/** Everything that is wrong with the configuration and the arguments, at once. Exit code 2. */
public final class InvalidConfigurationException extends SluiceException {
  private final transient List<ConfigError> faults;

  public InvalidConfigurationException(List<ConfigError> faults) {
    super(
        ExitCode.CONFIGURATION,
        faults.stream().map(ConfigError::toString).toList(),
        faults.stream().map(ConfigError::remedy).distinct().toList(),
        null);
    this.faults = List.copyOf(faults);
  }

  public List<ConfigError> faults() {
    return faults;
  }
}
