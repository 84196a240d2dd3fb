package dev.sluice.bench;

import dev.sluice.bench.contestant.ContestantProcess;
import dev.sluice.bench.contestant.Measured;
import dev.sluice.bench.contestant.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Option;

/** What all commands that start contestants take. */
final class Machine {
  @Option(
      names = "--heap",
      defaultValue = "2g",
      description = "Of each contestant, as -Xmx takes it. Default: ${DEFAULT-VALUE}.")
  String heap = "";

  @Option(
      names = "--minutes",
      defaultValue = "20",
      description = "After which a contestant is ended. Default: ${DEFAULT-VALUE}.")
  long minutes;

  @Option(
      names = "--folder",
      defaultValue = "${sys:java.io.tmpdir}",
      description =
          "Where Parquet and exports are written, and removed. Default: ${DEFAULT-VALUE}.")
  Path folder = Path.of("");

  /** The checkout. */
  static Path root() {
    return Path.of(System.getProperty("sluice.root", "."));
  }

  /** Runs a contestant in a folder of its own, which goes with it. */
  Measured run(Task task) {
    try {
      Path own = Files.createTempDirectory(folder.toAbsolutePath(), "sluice-bench");
      try {
        return new ContestantProcess(root(), heap, minutes).run(task.in(own.toString()));
      } finally {
        FileUtils.deleteDirectory(own.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
