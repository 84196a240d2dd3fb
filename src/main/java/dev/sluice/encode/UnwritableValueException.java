package dev.sluice.encode;

import dev.sluice.failure.Printable;
import dev.sluice.item.JsonPointer;
import java.util.ArrayList;
import java.util.List;

/** Thrown for a value that no DynamoDB attribute can hold. The message names its path in the row. */
public final class UnwritableValueException extends RuntimeException {
  private final String problem;
  private final List<String> path;

  UnwritableValueException(String problem) {
    this(problem, List.of());
  }

  private UnwritableValueException(String problem, List<String> path) {
    // no stack trace: the path is enough
    super(
        "column " + Printable.brief(JsonPointer.of(path)) + ": " + Printable.message(problem),
        null,
        false,
        false);
    this.problem = problem;
    this.path = path;
  }

  /** Returns the same failure as seen from the container that holds the value under this name. */
  UnwritableValueException within(String name) {
    List<String> longer = new ArrayList<>(List.of(name));
    longer.addAll(path);
    return new UnwritableValueException(problem, longer);
  }
}
