package dev.sluice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.job.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands in this process, one after the other, and keeps what the last one printed. */
public final class CommandLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final InstantSource clock;

  /** Creates a command line with the system's clock. */
  public CommandLine() {
    this(InstantSource.system());
  }

  /** Creates a command line with another clock. */
  public CommandLine(InstantSource clock) {
    this.clock = clock;
  }

  /** Runs a command. Returns the exit code. */
  public int run(String... arguments) {
    out.reset();
    err.reset();
    return new Cli(printer(out), printer(err), clock).run(arguments);
  }

  /**
   * Runs a command. Returns the exit code.
   *
   * @param settings {@code key=value}
   * @param more settings that take precedence
   */
  public int run(List<String> command, Collection<String> settings, String... more) {
    List<String> arguments = new ArrayList<>(command);
    Stream.concat(settings.stream(), Arrays.stream(more))
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return run(arguments.toArray(String[]::new));
  }

  /** Returns the command's standard output. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns the command's standard error. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Returns the last line of standard output, of a command with {@code --json}. */
  public JsonNode json() throws IOException {
    return JSON.readTree(out().lines().reduce("", (before, line) -> line));
  }

  /** Returns all that the command printed. */
  @Override
  public String toString() {
    return err() + out();
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
