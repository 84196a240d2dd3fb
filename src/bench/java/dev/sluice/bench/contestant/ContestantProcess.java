package dev.sluice.bench.contestant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** A contestant in a virtual machine of its own, with a folder that goes with it. */
final class ContestantProcess implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "bench", "AWS_SECRET_ACCESS_KEY", "bench");

  private final String name;
  private final Child child;
  private final Path folder;

  private ContestantProcess(String name, Child child, Path folder) {
    this.name = name;
    this.child = child;
    this.folder = folder;
  }

  /** Starts it; it has yet to warm up. */
  static ContestantProcess start(ChildJvm jvm, Task task, Path parent) {
    try {
      Path folder = Files.createTempDirectory(parent, "sluice-bench");
      String argument = JSON.writeValueAsString(task.in(folder.toString()));
      Child child =
          jvm.start(task.contestant(), ContestantMain.class, options(task), CREDENTIALS, argument);
      return new ContestantProcess(task.contestant(), child, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So that samples between safepoints are told by their own lines' methods, inlined ones too. */
  private static List<String> options(Task task) {
    return task.profiling() == null
        ? List.of()
        : List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
  }

  /** What {@code --only} calls it. */
  String name() {
    return name;
  }

  /** Waits until it is warm; the word in which it says so. */
  String awaitWarm() {
    return child.answer();
  }

  /** Lets it make one pass. */
  Measured.Pass pass() {
    child.ask();
    return answer(Measured.Pass.class);
  }

  /** Lets it check what it has written, and end. */
  Measured end() {
    child.finish();
    return answer(Measured.class);
  }

  private <T> T answer(Class<T> type) {
    try {
      return JSON.readValue(child.answer(), type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    child.close();
    FileUtils.deleteQuietly(folder.toFile());
  }
}
