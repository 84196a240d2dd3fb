package dev.sluice.job;

import java.util.function.Supplier;

/**
 * Runs a command so that a failure is a result too.
 *
 * @param console prints the stack trace of a failure if {@value #DEBUG} is set
 */
record CommandAttempt(Console console) {
  private static final String DEBUG = "SLUICE_DEBUG";

  /** Returns the command's result, or its failure with what the outcome had before; never throws. */
  Result of(Outcome outcome, Supplier<Result> command) {
    try {
      return command.get();
    } catch (Throwable e) { // Spark throws undeclared exceptions
      Failure failure = Failure.of(e);
      if (System.getenv(DEBUG) != null) {
        console.trace(e);
      }
      outcome.fail(failure.exitCode(), failure.message(), failure.remedy());
      return outcome.result();
    }
  }
}
