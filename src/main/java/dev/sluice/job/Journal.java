package dev.sluice.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs have done, in {@code runs/<run-id>/<command>.json} under the dataset's root: so that a run id keeps its day
 * and its configuration, and a finished command its result.
 */
final class Journal {
  private final Documents documents;

  Journal(Documents documents) {
    this.documents = documents;
  }

  /**
   * One command of one run.
   *
   * @param configHash of the settings that decide its result
   * @param date the logical day
   * @param result as it was printed; null until it is finished
   */
  record Entry(
      String runId,
      String command,
      String configHash,
      LocalDate date,
      Instant startedAt,
      @Nullable ObjectNode result,
      @Nullable String text) {
    Entry finished(Result end) {
      return new Entry(runId, command, configHash, date, startedAt, end.json(), end.text());
    }

    /** The result, if the command came to an end. */
    Optional<Result> end() {
      return result == null
          ? Optional.empty()
          : Optional.of(new Result(result, text == null ? "" : text));
    }

    /**
     * Checks that it is the same run that is asked for.
     *
     * @throws InvalidConfiguration where it is not
     */
    void mustMatch(String hash, @Nullable LocalDate asked) {
      if (!configHash.equals(hash)) {
        throw refused("--run-id", runId, "was used with another configuration");
      }
      if (asked != null && !asked.equals(date)) {
        throw refused(
            "--date", asked.toString(), "is not that of run " + runId + ", which is " + date);
      }
    }
  }

  static InvalidConfiguration refused(String key, String value, String problem) {
    return new InvalidConfiguration(List.of(
        new Fault(key, value, problem, "Give another --run-id, or what this one began with.")));
  }

  Optional<Entry> find(String runId, String command) {
    return documents.read(path(runId, command)).map(Journal::parse);
  }

  /** The logical day that a run has had in any command. */
  Optional<LocalDate> date(String runId) {
    return Stream.of("run", "export", "analyze")
        .flatMap(command -> find(runId, command).stream())
        .map(Entry::date)
        .findFirst();
  }

  void write(Entry entry) {
    documents.write(path(entry.runId(), entry.command()), bytes(entry), "application/json");
  }

  private static String path(String runId, String command) {
    return "runs/" + runId + "/" + command + ".json";
  }

  private static byte[] bytes(Entry entry) {
    try {
      return Outcome.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry parse(byte[] content) {
    try {
      return Outcome.JSON.readValue(content, Entry.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
