package dev.sluice.failure;

/** The exit codes of commands. */
public enum ExitCode {
  /** All that was asked for is done. */
  DONE(0),
  /** An error of Sluice or of its surroundings that it does not know. */
  UNEXPECTED(1),
  /** The configuration or the arguments are wrong. */
  CONFIGURATION(2),
  /** A table, a bucket or an endpoint cannot be used: missing, denied, in another region, out of reach. */
  UNUSABLE(3),
  /** A gate on the data failed; nothing was published. */
  GATE(4),
  /** Stopped at a budget or deadline; the same run id resumes. */
  STOPPED(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }
}
