package dev.sluice.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Comparisons with all contestants of a sink, for {@code quick}: the newest of each table and sink, with the day and the
 * machine that it was measured on.
 */
record KeptFigures(List<Figures<Comparison>> all) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  KeptFigures {
    all = List.copyOf(all);
  }

  /** Reads those that are kept; there may be none. */
  static KeptFigures read() {
    Path file = file();
    if (!Files.exists(file)) {
      return new KeptFigures(List.of());
    }
    try {
      return new KeptFigures(
          JSON.readValue(file.toFile(), new TypeReference<List<Figures<Comparison>>>() {}));
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          file + " cannot be read: " + e.getMessage(),
          "Write it again with jobs/bench read --keep, or remove it.",
          e);
    }
  }

  /** Returns these, with what was measured now in place of what there was of the same table and sink. */
  KeptFigures with(List<Comparison> now) {
    return new KeptFigures(Stream.concat(
            all.stream()
                .filter(kept -> now.stream().noneMatch(one -> isOfSame(kept.figures(), one))),
            now.stream().map(Figures::ofThisMachine))
        .sorted(Comparator.comparing((Figures<Comparison> kept) -> kept.figures().table())
            .thenComparing(kept -> kept.figures().sink()))
        .toList());
  }

  /** Writes them in place of those that are kept. */
  void write() {
    Path file = file();
    try {
      JSON.writeValue(file.toFile(), all);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          file + " cannot be written: " + e.getMessage(), "Make its folder writable.", e);
    }
  }

  /** Returns the comparison of the same table and sink; empty if none is kept. */
  Optional<Figures<Comparison>> of(Comparison now) {
    return all.stream().filter(kept -> isOfSame(kept.figures(), now)).findFirst();
  }

  private static boolean isOfSame(Comparison one, Comparison other) {
    return one.table() == other.table() && one.sink() == other.sink();
  }

  private static Path file() {
    return Machine.root().resolve("conf/bench-figures.json");
  }
}
