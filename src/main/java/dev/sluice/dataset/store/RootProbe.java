package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Checks that a root supports conditional writes: an existing document is not created again, and a changed one is not
 * replaced. All decisions of a run depend on this, and not every server with S3's protocol supports it. Sends seven
 * small requests and leaves no files.
 */
public final class RootProbe {
  static final String FOLDER = ".probe";

  private static final String TEXT = "text/plain";
  private static final String NO_VERSION = "\"00000000000000000000000000000000\"";

  private final Store store;
  private final String path = FOLDER + "/" + UUID.randomUUID();

  private RootProbe(Store store) {
    this.store = store;
  }

  /**
   * Checks a root.
   *
   * @throws ResourceUnavailableException if the root cannot be used, or would let two runs overwrite each other
   */
  public static void check(Store store) {
    RootProbe probe = new RootProbe(store);
    try {
      probe.creation();
      probe.replacement();
    } finally {
      store.delete(probe.path);
    }
  }

  /** Returns the time of a new file. */
  static Instant timeOfFreshFile(Store store) {
    String folder = FOLDER + "/" + UUID.randomUUID();
    store.write(folder + "/now", bytes("now"), TEXT);
    try {
      return store
          .lastChanged(folder)
          .orElseThrow(() -> refused(store, "does not list a file that was just written"));
    } finally {
      store.delete(folder + "/now");
    }
  }

  private void creation() {
    if (!store.create(path, bytes("first"), TEXT)) {
      throw refused(store, "does not create a file under a name that nothing has");
    }
    if (store.create(path, bytes("second"), TEXT)) {
      throw refused(store, "creates a file where one is already (If-None-Match has no effect)");
    }
  }

  private void replacement() {
    if (store.replace(path, bytes("third"), TEXT, NO_VERSION)) {
      throw refused(store, "replaces a file that has changed (If-Match has no effect)");
    }
    Store.Versioned there = store
        .fetch(path)
        .orElseThrow(() -> refused(store, "does not have a file that was just written"));
    if (!store.replace(path, bytes("fourth"), TEXT, there.version())) {
      throw refused(store, "does not replace a file that has not changed");
    }
  }

  private static ResourceUnavailableException refused(Store store, String why) {
    String root = store.location("").replaceFirst("/$", "");
    return new ResourceUnavailableException(
        root + " cannot hold snapshots: it " + why,
        "Set sluice.dataset.root to a bucket of S3, or of a server with conditional writes, or to a"
            + " folder of this machine.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
