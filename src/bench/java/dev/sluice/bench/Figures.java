package dev.sluice.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that was measured, as JSON, with the machine that it was measured on. */
final class Figures {
  private Figures() {}

  /**
   * Writes them.
   *
   * @param file null: nobody wants them
   */
  static void write(@Nullable Path file, Object figures) {
    if (file == null) {
      return;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("java", System.getProperty("java.vm.version"));
    document.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("figures", figures);
    try {
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValue(file.toFile(), document);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          file + " cannot be written: " + e.getMessage(), "Give --json a file in a folder.", e);
    }
  }
}
