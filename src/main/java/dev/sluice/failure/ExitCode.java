package dev.sluice.failure;

import java.util.Arrays;

/** The exit codes of commands. */
public enum ExitCode {
  /** The command is complete. */
  DONE(0),
  /** An unexpected error. */
  UNEXPECTED(1),
  /** The configuration or the arguments are wrong. */
  CONFIGURATION(2),
  /** A table, a bucket or an endpoint cannot be used: missing, denied, in another region, unreachable. */
  UNUSABLE(3),
  /** A gate on the data failed; nothing was published. */
  GATE(4),
  /** A budget or deadline was reached; the same run id resumes. */
  STOPPED(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** Returns the exit code with this status; {@link #UNEXPECTED} for any other. */
  public static ExitCode of(int status) {
    return Arrays.stream(values())
        .filter(exitCode -> exitCode.code == status)
        .findFirst()
        .orElse(UNEXPECTED);
  }

  /** Returns the process's exit status. */
  public int code() {
    return code;
  }
}
