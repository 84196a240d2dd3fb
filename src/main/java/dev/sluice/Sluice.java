package dev.sluice;

import dev.sluice.job.Cli;

/** The job's entry point, for spark-submit and for the command line. */
public final class Sluice {
  private static final String LOGGING = "log4j2.configurationFile";

  private Sluice() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    quiet();
    int code = Cli.ofProcess().run(args);
    if (code != 0) {
      // only so does it reach the caller through spark-submit; where all went well, platforms want
      // a plain return
      System.exit(code);
    }
  }

  /** On its own, warnings only; under spark-submit, logging is the platform's. */
  private static void quiet() {
    if (System.getProperty("spark.master") == null && System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "classpath:dev/sluice/job/log4j2.properties");
    }
  }
}
