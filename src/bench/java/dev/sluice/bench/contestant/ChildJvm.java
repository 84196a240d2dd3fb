package dev.sluice.bench.contestant;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a main class of the bench in a virtual machine of its own, one that Spark can run in. */
public final class ChildJvm {
  private final Path root;
  private final String heap;
  private final long minutes;

  /**
   * @param root the checkout, for {@code conf}
   * @param heap as {@code -Xmx} takes it
   * @param minutes after which one that has not answered is ended
   */
  public ChildJvm(Path root, String heap, long minutes) {
    this.root = root;
    this.heap = heap;
    this.minutes = minutes;
  }

  /**
   * Waits for all it has to say.
   *
   * @param name of what it measures, for messages
   * @return the one line of its standard output
   * @throws ResourceUnavailableException where it fails or takes too long
   */
  public String line(String name, Class<?> main, String argument) {
    try (Child child = start(name, main, List.of(), Map.of(), argument)) {
      child.finish();
      return child.answer();
    }
  }

  /** @param options of the virtual machine, beside those that all have */
  Child start(
      String name,
      Class<?> main,
      List<String> options,
      Map<String, String> environment,
      String argument) {
    ProcessBuilder builder = new ProcessBuilder(command(main, options, argument))
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      return new Child(name, builder.start(), minutes);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "contestant " + name + " cannot be started: " + e.getMessage(),
          "Give the bench a machine with Java and free memory.",
          e);
    }
  }

  private List<String> command(Class<?> main, List<String> options, String argument) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + root.resolve("conf/jvm.options"),
        // all of it from the start: else each pass pays for the pages that the collection before it
        // has given back
        "-Xms" + heap,
        "-Xmx" + heap,
        "-Dlog4j2.configurationFile=" + root.resolve("conf/log4j2.properties"),
        "-cp",
        System.getProperty("java.class.path")));
    command.addAll(options);
    command.addAll(List.of(main.getName(), argument));
    return command;
  }
}
