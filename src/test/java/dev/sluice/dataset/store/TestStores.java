package dev.sluice.dataset.store;

import dev.sluice.testing.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty roots of both kinds, since what a store promises is the same of each. */
public final class TestStores {
  private static final AtomicInteger ROOTS = new AtomicInteger();

  private TestStores() {}

  /** One below the folder, one in a bucket of its own. */
  public static List<Store> of(Path folder) {
    return List.of(
        at(folder.resolve("root-" + ROOTS.incrementAndGet()).toUri()),
        at(URI.create("s3a://" + TestServers.bucket() + "/root")));
  }

  public static Store at(URI root) {
    return StoreAccess.to(new Root(root), TestServers.settings()).open();
  }
}
