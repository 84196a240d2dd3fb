package dev.sluice.export;

import java.io.IOException;

/** Thrown for bytes that are not items in the format of their file. */
final class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  FormatException(String problem) {
    super(problem);
  }
}
