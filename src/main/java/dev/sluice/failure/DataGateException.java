package dev.sluice.failure;

import java.util.List;

/**
 * A failed gate on the data: counts that do not reconcile, or more rejected items than allowed. Exit code 4; nothing is
 * published.
 */
public final class DataGateException extends SluiceException {
  public DataGateException(String message, String remedy) {
    super(ExitCode.GATE, message, remedy, null);
  }

  /** Creates an exception with several problems, one per line. */
  public DataGateException(List<String> problems, String remedy) {
    super(ExitCode.GATE, problems, List.of(remedy), null);
  }
}
