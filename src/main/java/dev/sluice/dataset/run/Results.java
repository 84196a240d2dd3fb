package dev.sluice.dataset.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results of a run's commands, each stored once: {@code runs/<run-id>/<command>-<fingerprint>.json}. Only results
 * that follow from the data are stored, none that depend on the time.
 */
public final class Results {
  private final Documents documents;
  private final String runId;

  public Results(Documents documents, String runId) {
    this.documents = documents;
    this.runId = runId;
  }

  /**
   * A printed result.
   *
   * @param json the object printed by {@code --json}
   * @param text the text for people
   */
  public record Stored(int format, ObjectNode json, String text) {}

  /** Reads the result of a command; empty if it has none. */
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

  /** Stores a result unless there is one already. Returns the stored one. */
  public Stored store(String command, String fingerprint, ObjectNode json, String text) {
    String path = RunPaths.result(runId, command, fingerprint);
    Stored mine = new Stored(DocumentFormats.CURRENT, json, text);
    return stored(Once.store(documents, path, Json.write(mine)), path);
  }

  /** The owner of a number. */
  private record Drawn(String of) {}

  /**
   * Draws the number of a result among those of its run, from 1. It is the last part of the result's position among all
   * runs. Each owner has one number.
   *
   * @param of the fingerprint of the result's inputs; a random id for a restatement
   */
  public int number(String of) {
    for (int number = 1; ; number++) {
      String path = RunPaths.number(runId, number);
      if (Once.store(documents, path, new Drawn(of), Drawn.class).of().equals(of)) {
        return number;
      }
    }
  }

  /** Returns the number that an owner has drawn; empty if it has none. */
  public Optional<Integer> known(String of) {
    int at = drawn().indexOf(of);
    return at < 0 ? Optional.empty() : Optional.of(at + 1);
  }

  /** Returns the last number that was drawn; 0 if none was. */
  public int last() {
    return drawn().size();
  }

  /** Returns the owners of the numbers, starting with number 1. */
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
