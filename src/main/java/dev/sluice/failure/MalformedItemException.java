package dev.sluice.failure;

/** An item that does not fit the schema that the user gives, or is none, identified by its key or its place. Exit code 3. */
public final class MalformedItemException extends SluiceException {
  public MalformedItemException(String message, String remedy) {
    super(ExitCode.UNUSABLE, message, remedy, null);
  }
}
