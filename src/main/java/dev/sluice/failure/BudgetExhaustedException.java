package dev.sluice.failure;

/** A budget or a deadline was reached. Exit code 5; nothing is published, and the same run id resumes. */
public final class BudgetExhaustedException extends SluiceException {
  public BudgetExhaustedException(String message, String remedy) {
    super(ExitCode.STOPPED, message, remedy, null);
  }
}
