package dev.sluice.job;

import dev.sluice.failure.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;

/**
 * The output of a command: results go to standard output; progress, notes and failures to standard error. No text can
 * control the terminal, and a note is one line.
 */
final class Console {
  /** Set by the launcher, which can determine whether standard error is a terminal; Java cannot. */
  private static final String TERMINAL = "sluice.terminal";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final InstantSource clock;
  private final String source;
  private volatile ProgressMeter meter;

  /**
   * Creates a console.
   *
   * @param json whether results are JSON instead of text
   * @param clock the clock of progress lines
   */
  Console(PrintStream out, PrintStream err, boolean json, InstantSource clock) {
    this(out, err, json, clock, "");
  }

  private Console(
      PrintStream out, PrintStream err, boolean json, InstantSource clock, String source) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.clock = clock;
    this.source = source;
    this.meter = progress();
  }

  /** Returns a console for one of several sources that work at once: its lines begin with its name, and none is a bar. */
  Console of(String name) {
    return new Console(out, err, json, clock, name);
  }

  InstantSource clock() {
    return clock;
  }

  /** Prints a line about the current work. */
  void note(String line) {
    meter.breakLine();
    err.println(Printable.line(source.isEmpty() ? line : source + ": " + line));
  }

  /** Prints a stack trace. */
  void trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    err.print(Printable.lines(trace.toString()));
  }

  /** Starts a meter for the next piece of work. */
  ProgressMeter progress() {
    // of two bars one would be redrawn over the other
    ProgressMeter next = source.isEmpty()
        ? new ProgressMeter(err, onTerminal(), clock)
        : new ProgressMeter(err, false, clock).of(source);
    meter = next;
    return next;
  }

  /** Prints the result: a line of JSON, or a text; and the errors. */
  void print(Result result) {
    result.error().ifPresent(error -> error.lines().forEach(line -> note("sluice: " + line)));
    if (json) {
      out.println(Printable.json(result.json().toString()));
    } else if (!result.text().isBlank()) {
      out.println(Printable.lines(result.text()));
    }
    out.flush();
  }

  @SuppressWarnings("SystemConsoleNull") // Spark 3.5 runs on no JDK that new
  private static boolean onTerminal() {
    String value = System.getProperty(TERMINAL);
    return value == null ? System.console() != null : Boolean.parseBoolean(value);
  }
}
