package dev.sluice.failure;

/** An item that does not fit the schema that the user gives, identified by its key. Exit code 3. */
public final class MalformedItemException extends SluiceException {
  public MalformedItemException(String message, String remedy) {
    super(ExitCode.UNUSABLE, message, remedy, null);
  }
}
