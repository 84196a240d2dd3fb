package dev.sluice.bench.contestant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a contestant in a virtual machine of its own. */
public final class ContestantProcess {
  private final Path root;
  private final String heap;
  private final long minutes;

  /**
   * @param root the checkout, for {@code conf}
   * @param heap as {@code -Xmx} takes it
   * @param minutes after which one that has not finished is ended
   */
  public ContestantProcess(Path root, String heap, long minutes) {
    this.root = root;
    this.heap = heap;
    this.minutes = minutes;
  }

  /**
   * Waits for its end.
   *
   * @throws Unusable where it fails or takes too long
   */
  public Measured run(Task task) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(task)).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("AWS_ACCESS_KEY_ID", "bench");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "bench");
      Process process = builder.start();
      process.getOutputStream().close();
      return result(task, process);
    } catch (IOException e) {
      throw failed(task, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(task, "was interrupted", e);
    }
  }

  /** Its one line fits into the pipe: nothing has to be read before it ends. */
  private Measured result(Task task, Process process) throws IOException, InterruptedException {
    try {
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        throw failed(task, "did not finish within " + minutes + " minutes", null);
      }
      if (process.exitValue() != 0) {
        throw failed(task, "ended with exit code " + process.exitValue(), null);
      }
      String last = process.inputReader().lines().reduce("", (before, line) -> line);
      return new JsonMapper().readValue(last, Measured.class);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(Task task) throws JsonProcessingException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + root.resolve("conf/jvm.options"),
        // all of it from the start: else each pass pays for the pages that the collection before it has given back
        "-Xms" + heap,
        "-Xmx" + heap,
        "-Dlog4j2.configurationFile=" + root.resolve("conf/log4j2.properties"),
        "-cp",
        System.getProperty("java.class.path"),
        ContestantMain.class.getName()));
    command.add(new JsonMapper().writeValueAsString(task));
    return command;
  }

  private static Unusable failed(Task task, String how, @Nullable Throwable cause) {
    return new Unusable(
        "contestant " + task.contestant() + " " + how,
        "See what it says above; --only leaves it out, --heap gives it more memory.",
        cause);
  }
}
