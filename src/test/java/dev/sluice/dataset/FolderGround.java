package dev.sluice.dataset;

import dev.sluice.TestServers;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/** A folder: a holder counts its own requests to the store, and a thread of it waits. */
final class FolderGround implements Ground {
  private final Path folder;
  private int roots;

  FolderGround(Path folder) {
    this.folder = folder;
  }

  @Override
  public URI root() {
    roots++;
    return folder.resolve("root-" + roots).toUri();
  }

  @Override
  public StoreAccess access(URI root) {
    return StoreAccess.to(new Root(root), TestServers.settings());
  }

  @Override
  public Held start(String table) throws IOException {
    return new Counting(Holder.start(TestServers.settings(), table));
  }

  @Override
  public Path fetched(URI root, String path) {
    return Path.of(root).resolve(RunPaths.snapshot(Holder.RUN)).resolve(path);
  }

  /** Nobody watches. */
  @Override
  public Set<String> deleted(URI root) {
    return Set.of();
  }

  @Override
  public void close() {}

  private record Counting(Holder process) implements Held {
    @Override
    public void begin(Holder.Task task) {
      process.begin(task);
    }

    @Override
    public boolean isHeld() {
      return process.waits();
    }

    @Override
    public int seen() {
      return process.seen();
    }

    @Override
    public String end() {
      return process.end();
    }

    @Override
    public void deliver() {}

    @Override
    public void close() {
      process.close();
    }
  }
}
