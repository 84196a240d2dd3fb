package dev.sluice.demo;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The servers' virtual machine: its command line and its end. */
public final class ServersProcess {
  private static final List<String> OPTIONS = List.of(
      "-Xmx512m",
      "-XX:+UseSerialGC",
      // the process lives for minutes: the second compiler costs more time than it saves (14 s of
      // 23 when
      // loading the samples)
      "-XX:TieredStopAtLevel=1",
      "-XX:ReservedCodeCacheSize=240m",
      // likewise the verification of classes, all of which are the build's
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:-BytecodeVerificationRemote",
      "-Djava.awt.headless=true",
      "-Dslf4j.internal.verbosity=ERROR");

  private ServersProcess() {}

  static Process start(String classPath, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", classPath, ServersMain.class.getName()));
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "the embedded servers' virtual machine cannot be started: " + e.getMessage(),
          "Check that " + command.get(0) + " can be run.",
          e);
    }
  }

  /** Closes the child's standard input, which ends it; ends it by force after that many seconds. */
  public static void stop(Process process, long seconds) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
