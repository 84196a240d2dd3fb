package dev.sluice.failure;

import java.util.List;

/** All errors in the configuration and the arguments together. Exit code 2. */
public final class InvalidConfigurationException extends SluiceException {
  private final transient List<ConfigError> errors;

  public InvalidConfigurationException(List<ConfigError> errors) {
    super(
        ExitCode.CONFIGURATION,
        errors.stream().map(ConfigError::toString).toList(),
        errors.stream().map(ConfigError::remedy).distinct().toList(),
        null);
    this.errors = List.copyOf(errors);
  }

  public List<ConfigError> errors() {
    return errors;
  }
}
