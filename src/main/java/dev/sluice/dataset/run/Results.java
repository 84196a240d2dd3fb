package dev.sluice.dataset.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the commands of a run have come to, each once: {@code runs/<run-id>/<command>-<fingerprint>.json}. Only what the data
 * decide is a result; what the moment decides is never stored.
 */
public final class Results {
  private final Documents documents;
  private final String runId;

  public Results(Documents documents, String runId) {
    this.documents = documents;
    this.runId = runId;
  }

  /**
   * A result as it was printed.
   *
   * @param json of {@code --json}
   * @param text for a person
   */
  public record Stored(int format, ObjectNode json, String text) {}

  /** The result of a command, if it has one. */
  public Optional<Stored> find(String command, String fingerprint) {
    String path = RunPaths.result(runId, command, fingerprint);
    return documents.read(path).map(json -> stored(json, path));
  }

  private Stored stored(byte[] json, String path) {
    String location = documents.location(path);
    Stored stored = DocumentFormats.read(runId, json, Stored.class, location);
    if (!stored.json().path("exitCode").isInt()) {
      throw Json.damaged(location, new IllegalArgumentException("it says no exit code"));
    }
    return stored;
  }

  /** Stores a result unless there is one; the one that counts. */
  public Stored store(String command, String fingerprint, ObjectNode json, String text) {
    String path = RunPaths.result(runId, command, fingerprint);
    Stored mine = new Stored(DocumentFormats.CURRENT, json, text);
    return stored(Once.store(documents, path, Json.write(mine)), path);
  }

  /** Who has drawn a number. */
  private record Drawn(String of) {}

  /**
   * The number of a result among those of its run, from 1: the last part of its position among all runs. Drawn once.
   *
   * @param of fingerprint of what the result follows from, and of a restatement something random
   */
  public int number(String of) {
    for (int number = 1; ; number++) {
      String path = RunPaths.number(runId, number);
      if (Once.store(documents, path, new Drawn(of), Drawn.class).of().equals(of)) {
        return number;
      }
    }
  }

  /** Likewise, of what has drawn one already. */
  public Optional<Integer> known(String of) {
    int at = drawn().indexOf(of);
    return at < 0 ? Optional.empty() : Optional.of(at + 1);
  }

  /** The newest number that was drawn; 0: none. */
  public int last() {
    return drawn().size();
  }

  /** Who has drawn numbers, from 1 on. */
  private List<String> drawn() {
    List<String> drawn = new ArrayList<>();
    Optional<String> next = drawn(1);
    while (next.isPresent()) {
      drawn.add(next.get());
      next = drawn(drawn.size() + 1);
    }
    return drawn;
  }

  private Optional<String> drawn(int number) {
    String path = RunPaths.number(runId, number);
    return documents.read(path).map(json -> Json.read(json, Drawn.class, documents.location(path))
        .of());
  }
}
