package dev.sluice.failure;

/** Counts that do not reconcile, or more rejected items than allowed. Exit code 4; nothing is published. */
public final class GateFailed extends SluiceException {
  public GateFailed(String message, String remedy) {
    super(ExitCode.GATE, message, remedy, null);
  }
}
