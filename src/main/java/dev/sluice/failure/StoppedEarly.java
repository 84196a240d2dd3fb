package dev.sluice.failure;

/** A budget or a deadline was reached. Exit code 5; nothing is published, and the same run id resumes. */
public final class StoppedEarly extends SluiceException {
  public StoppedEarly(String message, String remedy) {
    super(ExitCode.STOPPED, message, remedy, null);
  }
}
