package dev.sluice.export;

/** Thrown for a line that is not in the form in which DynamoDB writes Ion, and may be sound Ion nonetheless. */
final class OtherFormException extends Exception {
  private static final long serialVersionUID = 1;

  OtherFormException() {
    super("another form of Ion", null, false, false);
  }
}
