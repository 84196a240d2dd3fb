package dev.sluice.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured, as JSON, with the day and the machine that it was measured on.
 *
 * @param date in UTC
 * @param processor its model's name; empty where the system does not tell
 */
public record Figures<T>(
    String date, String java, String os, String processor, int processors, T figures) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * Writes them.
   *
   * @param file null: nobody wants them
   */
  static void write(@Nullable Path file, Object figures) {
    if (file == null) {
      return;
    }
    try {
      JSON.writeValue(file.toFile(), ofThisMachine(figures));
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          file + " cannot be written: " + e.getMessage(), "Give --json a file in a folder.", e);
    }
  }

  /** What was measured now. */
  static <T> Figures<T> ofThisMachine(T figures) {
    return new Figures<>(
        LocalDate.now(ZoneOffset.UTC).toString(),
        System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        figures);
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException notLinux) {
      return "";
    }
  }
}
