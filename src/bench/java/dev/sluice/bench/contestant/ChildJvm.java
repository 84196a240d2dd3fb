package dev.sluice.bench.contestant;

import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a main class of the bench in a virtual machine of its own, one that Spark can run in. */
public final class ChildJvm {
  private final Path root;
  private final String heap;
  private final long minutes;

  /**
   * @param root the checkout, for {@code conf}
   * @param heap as {@code -Xmx} takes it
   * @param minutes after which one that has not finished is ended
   */
  public ChildJvm(Path root, String heap, long minutes) {
    this.root = root;
    this.heap = heap;
    this.minutes = minutes;
  }

  /**
   * Waits for its end.
   *
   * @param name of what it measures, for messages
   * @return the last line of its standard output
   * @throws Unusable where it fails or takes too long
   */
  public String lastLine(
      String name, Class<?> main, Map<String, String> environment, String... arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command(main, arguments))
          .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      return lastLine(name, process);
    } catch (IOException e) {
      throw failed(name, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(name, "was interrupted", e);
    }
  }

  /** Its one line fits into the pipe: nothing has to be read before it ends. */
  private String lastLine(String name, Process process) throws InterruptedException {
    try {
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        throw failed(name, "did not finish within " + minutes + " minutes", null);
      }
      if (process.exitValue() != 0) {
        throw failed(name, "ended with exit code " + process.exitValue(), null);
      }
      return process.inputReader().lines().reduce("", (before, line) -> line);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + root.resolve("conf/jvm.options"),
        // all of it from the start: else each pass pays for the pages that the collection before it
        // has given back
        "-Xms" + heap,
        "-Xmx" + heap,
        "-Dlog4j2.configurationFile=" + root.resolve("conf/log4j2.properties"),
        "-cp",
        System.getProperty("java.class.path"),
        main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Unusable failed(String name, String how, @Nullable Throwable cause) {
    return new Unusable(
        "contestant " + name + " " + how,
        "See what it says above; --only leaves it out, --heap gives it more memory.",
        cause);
  }
}
