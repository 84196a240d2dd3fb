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
  private ProgressMeter meter;

  /**
   * Creates a console.
   *
   * @param json whether results are JSON instead of text
   * @param clock the clock of progress lines
   */
  Console(PrintStream out, PrintStream err, boolean json, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.clock = clock;
    this.meter = progress();
  }

  InstantSource clock() {
    return clock;
  }

  /** Prints a line about the current work. */
  void note(String line) {
    meter.breakLine();
    err.println(Printable.line(line));
  }

  /** Prints a stack trace. */
  void trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    err.print(Printable.lines(trace.toString()));
  }

  /** Starts a meter for the next piece of work. */
  ProgressMeter progress() {
    meter = new ProgressMeter(err, onTerminal(), clock);
    return meter;
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
