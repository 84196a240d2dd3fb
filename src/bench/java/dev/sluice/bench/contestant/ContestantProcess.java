package dev.sluice.bench.contestant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Runs a contestant in a virtual machine of its own. */
public final class ContestantProcess {
  private static final JsonMapper JSON = new JsonMapper();

  private final ChildJvm jvm;

  /**
   * @param root the checkout, for {@code conf}
   * @param heap as {@code -Xmx} takes it
   * @param minutes after which one that has not finished is ended
   */
  public ContestantProcess(Path root, String heap, long minutes) {
    jvm = new ChildJvm(root, heap, minutes);
  }

  /**
   * Waits for its end.
   *
   * @throws dev.sluice.failure.Unusable where it fails or takes too long
   */
  public Measured run(Task task) {
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "bench", "AWS_SECRET_ACCESS_KEY", "bench");
    try {
      String line = jvm.lastLine(
          task.contestant(), ContestantMain.class, environment, JSON.writeValueAsString(task));
      return JSON.readValue(line, Measured.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
