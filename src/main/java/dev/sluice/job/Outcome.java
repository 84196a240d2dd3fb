package dev.sluice.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.failure.ExitCode;
import dev.sluice.failure.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The output of a command so far: fields of the JSON object, and lines of text. A failure keeps the output that was
 * added before it.
 */
final class Outcome {
  /** Prints and stores results, with times as ISO-8601 text. */
  static final ObjectMapper JSON = new ObjectMapper()
      .registerModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private final String command;
  private final InstantSource clock;
  private final Instant startedAt;
  private final ObjectNode fields = JSON.createObjectNode();
  private final List<String> lines = new ArrayList<>();
  private ExitCode exitCode = ExitCode.DONE;
  private @Nullable String runId;

  /**
   * Creates an outcome whose duration starts now.
   *
   * @param command as typed
   */
  Outcome(String command, InstantSource clock) {
    this.command = command;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  Instant startedAt() {
    return startedAt;
  }

  /** Sets the run id. */
  void runId(String id) {
    runId = id;
  }

  /** Adds a field of the JSON object, of any type that Jackson knows. */
  void field(String name, Object value) {
    fields.set(name, JSON.valueToTree(value));
  }

  /** Sets the first line of text. */
  void headline(String line) {
    lines.add(0, Printable.line(line));
  }

  /** Adds a line of text. */
  void line(String line) {
    lines.add(Printable.line(line));
  }

  /** Adds lines of text, unchanged; texts of items in them are printable already. */
  void block(String text) {
    lines.add(text);
  }

  /** Adds a line of text under a subject. */
  void line(String subject, String text) {
    line(String.format(Locale.ROOT, "  %-11s %s", subject, text));
  }

  /** Sets the exit code and its reason. */
  void fail(ExitCode code, String message, String remedy) {
    exitCode = code;
    field("error", new Problem(message, remedy));
  }

  private record Problem(String message, String remedy) {}

  /** Returns the result, which ends now. */
  Result result() {
    double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
    ObjectNode json = JSON.createObjectNode();
    json.put("command", command);
    if (runId != null) {
      json.put("runId", runId);
    }
    json.put("exitCode", exitCode.code());
    json.put("seconds", seconds);
    json.setAll(fields);
    return new Result(json, String.join(System.lineSeparator(), lines));
  }
}
