package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.FiguresJson;
import dev.sluice.dataset.run.Once;
import dev.sluice.dataset.run.Results;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The stored figures of runs: {@code figures/<run-id>.json}, and {@code figures/<run-id>-<number>.json} for a run's
 * further results.
 */
record FigureFiles(Documents documents) {
  /** Returns the name of a result, which the report's file has too. */
  static String name(String runId, int number) {
    return number == 1 ? runId : runId + "-" + number;
  }

  /** Returns the location of the document, for messages. */
  String location(String runId, int number) {
    return location(name(runId, number));
  }

  /** Returns the location of the document of a name. */
  String location(String name) {
    return documents.location(path(name));
  }

  boolean has(String runId, int number) {
    return find(runId, number).isPresent();
  }

  private Optional<byte[]> find(String runId, int number) {
    return find(name(runId, number));
  }

  /** Returns the document of a name. */
  Optional<byte[]> find(String name) {
    return documents.read(path(name));
  }

  /** Returns the number of the newest figures of a run; empty if it has none. */
  Optional<Integer> newest(String runId) {
    int last = Math.max(1, new Results(documents, runId).last());
    for (int number = last; number > 0; number--) {
      if (has(runId, number)) {
        return Optional.of(number);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads stored figures.
   *
   * @throws ResourceUnavailableException if there are none
   */
  Figures read(String runId, int number) {
    byte[] json = find(runId, number)
        .orElseThrow(() -> new ResourceUnavailableException(
            "run " + runId + " has no figures yet", "Run analyze first."));
    return read(json, location(runId, number));
  }

  /** Stores figures unless there are some already; returns the stored ones. */
  Figures store(String runId, int number, Figures figures) {
    byte[] mine = FiguresJson.write(figures);
    byte[] stored = Once.store(documents, path(name(runId, number)), mine);
    return Arrays.equals(stored, mine) ? figures : read(stored, location(runId, number));
  }

  private static Figures read(byte[] json, String location) {
    try {
      return FiguresJson.read(json);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          location + " holds no figures: " + Json.reason(e),
          "Take it away and run analyze again.",
          e);
    }
  }

  private static String path(String name) {
    return "figures/" + name + ".json";
  }
}
