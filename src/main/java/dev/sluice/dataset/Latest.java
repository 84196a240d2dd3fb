package dev.sluice.dataset;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** {@code latest.json}: the pointer to the newest snapshot, by the start of its scan. */
record Latest(String runId, Instant scanStartedAt, String manifest) {
  private static final String JSON = "application/json";
  private static final Comparator<Latest> AGE =
      Comparator.comparing(Latest::scanStartedAt).thenComparing(Latest::runId);

  static Latest of(Manifest manifest) {
    return new Latest(manifest.runId(), manifest.scanStartedAt(), Root.manifest(manifest.runId()));
  }

  static Optional<Latest> read(Store store) {
    return store.read(Root.LATEST).map(json -> parse(store, json));
  }

  /** Moves the pointer unless it points to a newer one, whoever else moves it at the same time. */
  static void advance(Store store, Latest newer) {
    boolean settled = false;
    while (!settled) {
      Optional<Store.Versioned> there = store.fetch(Root.LATEST);
      byte[] json = Json.write(newer);
      settled = there.isEmpty()
          ? store.create(Root.LATEST, json, JSON)
          : AGE.compare(parse(store, there.get().content()), newer) >= 0
              || store.replace(Root.LATEST, json, JSON, there.get().version());
    }
  }

  private static Latest parse(Store store, byte[] json) {
    return Json.read(json, Latest.class, store.location(Root.LATEST));
  }
}
