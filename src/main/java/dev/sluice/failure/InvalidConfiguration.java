package dev.sluice.failure;

import java.util.List;

/** Everything that is wrong with the configuration and the arguments, at once. Exit code 2. */
public final class InvalidConfiguration extends SluiceException {
  private final transient List<Fault> faults;

  public InvalidConfiguration(List<Fault> faults) {
    super(
        ExitCode.CONFIGURATION,
        faults.stream().map(Fault::toString).toList(),
        faults.stream().map(Fault::remedy).distinct().toList(),
        null);
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
