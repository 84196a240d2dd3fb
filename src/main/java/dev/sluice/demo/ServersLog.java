package dev.sluice.demo;

import dev.sluice.failure.Unusable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the servers said on standard error, kept while they run.
 *
 * @param path a temporary file
 */
record ServersLog(Path path) {
  private static final int TAIL_LINES = 20;

  static ServersLog create() {
    try {
      Path path = Files.createTempFile("sluice-servers-", ".log");
      path.toFile().deleteOnExit();
      return new ServersLog(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  File file() {
    return path.toFile();
  }

  /** That the servers failed, with the last that they said. */
  Unusable failure(String problem, Exception cause) {
    return new Unusable(
        problem + ": " + cause.getMessage() + tail(),
        "Look at what they said above; if jars are damaged, delete them from the local Maven repository and start again.",
        cause);
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(path, Charset.defaultCharset());
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return last.isEmpty() ? "" : "\n" + String.join("\n", last);
    } catch (IOException e) {
      return " (and their log cannot be read: " + e.getMessage() + ")";
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
