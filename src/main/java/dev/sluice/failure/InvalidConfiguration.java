package dev.sluice.failure;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with the configuration and the arguments, at once. Exit code 2. */
public final class InvalidConfiguration extends SluiceException {
  private final transient List<Fault> faults;

  public InvalidConfiguration(List<Fault> faults) {
    super(
        ExitCode.CONFIGURATION,
        faults.stream().map(Fault::toString).collect(Collectors.joining("\n")),
        faults.stream().map(Fault::remedy).distinct().collect(Collectors.joining(" ")),
        null);
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
