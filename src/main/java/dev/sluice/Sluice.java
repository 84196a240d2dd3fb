package dev.sluice;

/** The job's entry point, for spark-submit and for the command line. */
public final class Sluice {
  private Sluice() {}

  public static void main(String[] args) {
    System.err.println("sluice: no command is built yet");
    Runtime.getRuntime().exit(1);
  }
}
