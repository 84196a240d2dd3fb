package dev.sluice.job;

import dev.sluice.failure.Printable;
import java.io.PrintStream;
import java.time.InstantSource;

/**
 * Where a command speaks: results to standard output; progress, notes and failures to standard error. Whatever it is
 * given, no text steers the terminal, and a note is one line.
 */
final class Console {
  /** Set by the launcher, which can ask whether standard error is a terminal; Java cannot. */
  private static final String TERMINAL = "sluice.terminal";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final InstantSource clock;
  private ProgressMeter meter;

  /**
   * A console.
   *
   * @param json whether results are JSON instead of text
   * @param clock what time is measured by
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

  /** A line about what is being done. */
  void note(String line) {
    meter.breakLine();
    err.println(Printable.line(line));
  }

  /** A meter of what is begun next. */
  ProgressMeter progress() {
    meter = new ProgressMeter(err, onTerminal(), clock);
    return meter;
  }

  /** The result: a line of JSON, or a text; and what went wrong. */
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
    String told = System.getProperty(TERMINAL);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }
}
