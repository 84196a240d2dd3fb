package dev.sluice.bench.profile;

import dev.sluice.bench.contestant.Measured;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Samples of measured passes by stage. */
public final class CpuProfile {
  private static final int SHOWN = 3;
  private static final double MILLION = 1e6;

  private final Map<Stage, Long> samples = new EnumMap<>(Stage.class);

  /** Of each stage its innermost methods, which show what it consists of, and whether the stages miss something. */
  private final Map<Stage, Map<String, Long>> innermost = new EnumMap<>(Stage.class);

  private CpuProfile() {}

  /**
   * Reads a file of stacks, {@code [thread];method;…;method samples} in a line.
   *
   * @throws ResourceUnavailableException where there is none
   */
  public static CpuProfile read(Path collapsed) {
    CpuProfile profile = new CpuProfile();
    try (Stream<String> lines = Files.lines(collapsed)) {
      lines.forEach(profile::add);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "the profile cannot be read: " + e.getMessage(),
          "See what the contestant says above.",
          e);
    }
    return profile;
  }

  private void add(String line) {
    int space = line.lastIndexOf(' ');
    long count = Long.parseLong(line.substring(space + 1));
    List<String> frames = List.of(line.substring(0, space).split(";"));
    Stage stage = Stage.of(frames);
    samples.merge(stage, count, Long::sum);
    innermost
        .computeIfAbsent(stage, s -> new HashMap<>())
        .merge(frames.get(frames.size() - 1), count, Long::sum);
  }

  /**
   * A line for each stage.
   *
   * @param measured what the same passes took
   */
  public String text(Measured measured) {
    double total = samples.values().stream().mapToLong(n -> n).sum();
    double cpuSeconds =
        measured.passes().stream().mapToDouble(Measured.Pass::cpuSeconds).sum();
    double perMillion =
        MILLION * cpuSeconds / (measured.items() * measured.passes().size());
    StringBuilder text = new StringBuilder(
        "%.2f CPU-s for a million items, %,.0f samples%n".formatted(perMillion, total));
    text.append("%-24s%8s%10s   %s%n".formatted("stage", "share", "CPU-s/1M", "mostly"));
    samples.forEach((stage, count) -> text.append("%-24s%7.1f%%%10.3f   %s%n"
        .formatted(stage.title(), 100 * count / total, perMillion * count / total, mostly(stage))));
    return text.toString();
  }

  private String mostly(Stage stage) {
    Map<String, Long> methods = innermost.getOrDefault(stage, Map.of());
    double total = methods.values().stream().mapToLong(n -> n).sum();
    return methods.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .map(method ->
            "%s %.0f%%".formatted(shortName(method.getKey()), 100 * method.getValue() / total))
        .collect(Collectors.joining(", "));
  }

  /** Without the package. */
  private static String shortName(String method) {
    return method.substring(method.lastIndexOf('/') + 1);
  }
}
