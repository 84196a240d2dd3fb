package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.ExitCode;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The end of a command.
 *
 * @param json the output of {@code --json}
 * @param text the output for a person; empty if there is none
 * @param afterwards an action that runs after the output is printed
 */
record Result(ObjectNode json, String text, Runnable afterwards) {
  Result(ObjectNode json, String text) {
    this(json, text, () -> {});
  }

  /** Returns the result with an action that runs after it is printed. */
  Result then(Runnable next) {
    return new Result(json, text, next);
  }

  int exitCode() {
    return json.path("exitCode").asInt();
  }

  /** Returns the errors with their remedies, a line each; those of several sources with their names. */
  Optional<String> error() {
    JsonNode sources = json.path("sources");
    if (sources.isMissingNode()) {
      return error(json);
    }
    String lines = sources.properties().stream()
        .flatMap(source -> error(source.getValue()).stream()
            .flatMap(String::lines)
            .map(line -> source.getKey() + ": " + line))
        .collect(Collectors.joining("\n"));
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
  }

  private static Optional<String> error(JsonNode result) {
    JsonNode error = result.path("error");
    if (error.isMissingNode()) {
      return Optional.empty();
    }
    String message = error.path("message").asText();
    boolean errors = result.path("exitCode").asInt() == ExitCode.CONFIGURATION.code();
    return Optional.of(errors ? message : message + ". " + error.path("remedy").asText());
  }
}
