package dev.sluice.dataset;

import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Latest;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunOrder;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a root all the time: what a published manifest lists is there with its bytes, and {@code latest.json} names a
 * published run and never goes back.
 */
final class PublishedWatch implements AutoCloseable {
  private final Store store;
  private final CompletableFuture<Integer> looks;
  private volatile boolean over;
  private @Nullable RunOrder newest;

  private PublishedWatch(Store store) {
    this.store = store;
    this.looks = CompletableFuture.supplyAsync(this::watch);
  }

  static PublishedWatch of(Store store) {
    return new PublishedWatch(store);
  }

  /** Whether something was wrong already; {@link #end} says what. */
  boolean isOver() {
    return looks.isDone();
  }

  /**
   * Ends it: how many snapshots it has seen whole.
   *
   * @throws java.util.concurrent.CompletionException where something was wrong
   */
  int end() {
    over = true;
    return looks.join();
  }

  @Override
  public void close() {
    over = true;
  }

  private int watch() {
    int whole = 0;
    while (!over) {
      lookAtLatest();
      for (String run : store.folders(RunPaths.SNAPSHOTS)) {
        whole += lookAt(run) ? 1 : 0;
      }
      lookAtLatest();
    }
    return whole;
  }

  /** The manifest again after a file was seen missing: it may have been removed in between. */
  private boolean lookAt(String run) {
    Optional<Manifest> manifest = manifest(run);
    List<String> missing = manifest.map(m -> missing(run, m)).orElse(List.of());
    if (!missing.isEmpty() && isPublished(run)) {
      throw new AssertionError("run " + run + " is published, and lacks " + missing);
    }
    return manifest.isPresent() && missing.isEmpty();
  }

  private Optional<Manifest> manifest(String run) {
    String path = RunPaths.manifest(run);
    return store
        .read(path)
        .filter(json -> RunState.of(store, run, json).state() == RunStatus.PUBLISHED)
        .map(json -> Json.read(json, Manifest.class, path));
  }

  private boolean isPublished(String run) {
    return RunState.read(store, run)
        .filter(state -> state.state() == RunStatus.PUBLISHED)
        .isPresent();
  }

  private List<String> missing(String run, Manifest manifest) {
    String folder = RunPaths.snapshot(run);
    Map<String, Long> there = new HashMap<>();
    store.list(folder, there::put);
    return manifest.files().stream()
        .filter(file -> !Long.valueOf(file.bytes()).equals(there.get(folder + "/" + file.path())))
        .map(FileEntry::path)
        .toList();
  }

  private void lookAtLatest() {
    Optional<Latest> latest = Latest.read(store);
    if (latest.isEmpty()) {
      if (newest != null) {
        throw new AssertionError("latest.json is gone");
      }
      return;
    }
    RunOrder order = latest.get().order();
    if (newest != null && order.compareTo(newest) < 0) {
      throw new AssertionError("latest.json went back to " + order + " from " + newest);
    }
    newest = order;
    if (!isPublished(order.runId()) && Latest.read(store).equals(latest)) {
      throw new AssertionError("latest.json names " + order + ", which is not published");
    }
  }
}
