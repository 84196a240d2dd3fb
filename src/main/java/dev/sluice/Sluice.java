package dev.sluice;

import dev.sluice.job.Cli;

/** The job's entry point, for spark-submit and for the command line. */
public final class Sluice {
  private Sluice() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    int code = run(args);
    if (code != 0) {
      // only so does it reach the caller through spark-submit; where all went well, platforms want
      // a plain return
      System.exit(code);
    }
  }

  /** Runs one command in a process that goes on, as that of a Glue script does. Returns its exit code; never throws. */
  public static int run(String... args) {
    return Cli.ofProcess().run(args);
  }
}
