package dev.sluice.failure;

import java.util.List;

/** Counts that do not reconcile, or more rejected items than allowed. Exit code 4; nothing is published. */
public final class DataGateException extends SluiceException {
  public DataGateException(String message, String remedy) {
    super(ExitCode.GATE, message, remedy, null);
  }

  /** With several problems, each of which has a line of its own. */
  public DataGateException(List<String> problems, String remedy) {
    super(ExitCode.GATE, problems, List.of(remedy), null);
  }
}
