package dev.sluice.export;

import java.util.Arrays;
import java.util.Optional;

/** The formats of an export's data files. */
public enum ExportFormat {
  /** A line of DynamoDB JSON for each item. */
  DYNAMODB_JSON,
  /** A value of Amazon Ion for each item. */
  ION;

  /** Returns the format of this name; empty if there is none. */
  static Optional<ExportFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.name().equals(name)).findFirst();
  }
}
