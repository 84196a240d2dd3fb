package dev.sluice.bench.contestant;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A virtual machine that is asked in lines and answers in lines. */
final class Child implements AutoCloseable {
  private final String name;
  private final Process process;
  private final long minutes;
  private final BufferedReader answers;

  /**
   * @param name of what it measures, for messages
   * @param minutes that an answer may take
   */
  Child(String name, Process process, long minutes) {
    this.name = name;
    this.process = process;
    this.minutes = minutes;
    this.answers = process.inputReader();
  }

  /** Asks for its next answer. */
  void ask() {
    try {
      OutputStream questions = process.getOutputStream();
      questions.write('\n');
      questions.flush();
    } catch (IOException e) {
      throw failed("ended with exit code " + exitCode(), e);
    }
  }

  /** Says that nothing more will be asked. */
  void finish() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The next line that it says.
   *
   * @throws ResourceUnavailableException where it has ended, or takes too long
   */
  String answer() {
    try {
      @Nullable
      String line = CompletableFuture.supplyAsync(this::readLine).get(minutes, TimeUnit.MINUTES);
      if (line == null) {
        throw failed("ended with exit code " + exitCode(), null);
      }
      return line;
    } catch (TimeoutException e) {
      throw failed("did not answer within " + minutes + " minutes", e);
    } catch (ExecutionException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted", e);
    }
  }

  private @Nullable String readLine() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int exitCode() {
    return process.onExit().join().exitValue();
  }

  private ResourceUnavailableException failed(String how, @Nullable Throwable cause) {
    return new ResourceUnavailableException(
        "contestant " + name + " " + how,
        "See what it says above; --only leaves it out, --heap gives it more memory.",
        cause);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
