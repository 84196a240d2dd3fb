package dev.sluice.job;

import java.io.PrintStream;
import java.time.InstantSource;

/**
 * Where a command speaks.
 *
 * @param out results: a text for people, or one JSON object
 * @param err progress, notes and failures
 * @param json whether results are JSON
 * @param terminal whether {@code err} is a terminal, which can redraw a line
 * @param clock what time is measured by
 */
record Console(
    PrintStream out, PrintStream err, boolean json, boolean terminal, InstantSource clock) {
  /** Set by the launcher, which can ask whether standard error is a terminal; Java cannot. */
  private static final String TERMINAL = "sluice.terminal";

  @SuppressWarnings("SystemConsoleNull") // Spark 3.5 runs on no JDK that new
  static boolean onTerminal() {
    String told = System.getProperty(TERMINAL);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /** A line about what is being done. */
  void note(String line) {
    err.println(line);
  }

  ProgressMeter progress(String unit) {
    return new ProgressMeter(err, terminal, clock, unit);
  }
}
