package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.ExitCode;
import java.util.Optional;

/**
 * The end of a command.
 *
 * @param json what {@code --json} prints
 * @param text what a person reads; empty where there is nothing to say
 * @param afterwards what goes on once it is printed
 */
record Result(ObjectNode json, String text, Runnable afterwards) {
  Result(ObjectNode json, String text) {
    this(json, text, () -> {});
  }

  /** The same, with something that goes on once it is printed. */
  Result then(Runnable next) {
    return new Result(json, text, next);
  }

  int exitCode() {
    return json.path("exitCode").asInt();
  }

  /** Returns the errors with their remedies, a line each. */
  Optional<String> error() {
    JsonNode error = json.path("error");
    if (error.isMissingNode()) {
      return Optional.empty();
    }
    String message = error.path("message").asText();
    boolean errors = exitCode() == ExitCode.CONFIGURATION.code();
    return Optional.of(errors ? message : message + ". " + error.path("remedy").asText());
  }
}
