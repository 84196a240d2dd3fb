package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.item.Sha256;
import dev.sluice.table.RetryPolicy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

/**
 * Documents in a folder of this machine. A file is written and synced under a temporary name, then renamed. Creation is
 * atomic in the file system. A replacement compares first and holds the document's lock, so a process that is suspended
 * with the lock keeps others from replacing that one document.
 */
final class LocalStore implements Store {
  private static final String WRITING = ".writing";
  private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(30);
  /** Roots whose file system has been checked. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Root root;
  private final Path folder;
  private final DocumentLocks locks;

  LocalStore(Root root, Path folder, Duration lockTimeout) {
    this.root = root;
    this.folder = folder;
    this.locks = new DocumentLocks(folder.resolve(WRITING), lockTimeout);
  }

  static LocalStore open(Root root, Path folder, RetryPolicy policy) {
    if (!OWN.contains(folder)) {
      NetworkMounts.refuse(root, folder);
      OWN.add(folder);
    }
    boolean brief = policy.limit().compareTo(MAX_LOCK_WAIT) < 0;
    return new LocalStore(root, folder, brief ? policy.limit() : MAX_LOCK_WAIT);
  }

  @Override
  public String location(String path) {
    return root.location(path);
  }

  @Override
  public Optional<Versioned> fetch(String path) {
    return tried(path, () -> {
      try {
        long bytes = Files.size(file(path));
        if (bytes > MAX_BYTES) {
          throw Store.tooLarge(location(path), bytes);
        }
        byte[] content = Files.readAllBytes(file(path));
        return Optional.of(new Versioned(content, Sha256.of(content)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    });
  }

  @Override
  public void write(String path, byte[] content, String contentType) {
    tried(path, () -> {
      Path target = file(path);
      named(beside(target, content), target);
      return path;
    });
  }

  @Override
  public boolean create(String path, byte[] content, String contentType) {
    return tried(path, () -> {
      Path target = file(path);
      Path written = beside(target, content);
      try {
        // a rename would replace an existing file; a link does not
        Files.createLink(target, written);
        Durable.sync(folderOf(target));
        return true;
      } catch (FileAlreadyExistsException e) {
        return fetch(path)
            .filter(there -> Arrays.equals(there.content(), content))
            .isPresent();
      } finally {
        Files.delete(written);
      }
    });
  }

  @Override
  public boolean replace(String path, byte[] content, String contentType, String version) {
    return tried(path, () -> {
      Path target = file(path);
      Path written = beside(target, content);
      try {
        return locks.locked(path, () -> replaced(path, content, version, written));
      } finally {
        Files.deleteIfExists(written);
      }
    });
  }

  private boolean replaced(String path, byte[] content, String version, Path written)
      throws IOException {
    Optional<Versioned> there = fetch(path);
    if (there.filter(t -> t.version().equals(version)).isPresent()) {
      named(written, file(path));
      return true;
    }
    return there.filter(t -> Arrays.equals(t.content(), content)).isPresent();
  }

  private void named(Path written, Path target) throws IOException {
    Files.move(
        written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Durable.sync(folderOf(target));
  }

  /** Writes a complete temporary file, to be renamed. One left by a killed process does no harm. */
  private Path beside(Path target, byte[] content) throws IOException {
    Durable.folders(folderOf(target));
    Path written = Durable.folders(folder.resolve(WRITING)).resolve(UUID.randomUUID() + ".tmp");
    Durable.write(written, content);
    return written;
  }

  @Override
  public void sync(String path) {
    tried(path, () -> {
      Durable.sync(file(path));
      Durable.sync(folderOf(file(path)));
      return path;
    });
  }

  @Override
  public void list(String path, ObjLongConsumer<String> found) {
    walk(path, (file, seen) -> found.accept(folder.relativize(file).toString(), seen.size()));
  }

  @Override
  public Optional<Instant> lastChanged(String path) {
    Instant[] latest = {Instant.MIN};
    walk(path, (file, seen) -> {
      Instant changed = seen.lastModifiedTime().toInstant();
      latest[0] = changed.isAfter(latest[0]) ? changed : latest[0];
    });
    return Optional.of(latest[0]).filter(Instant.MIN::isBefore);
  }

  private void walk(String path, LocalFiles.Seen seen) {
    tried(path, () -> Files.walkFileTree(file(path), LocalFiles.visiting(seen)));
  }

  /** Returns the time of a new file, because files are dated by the clock of their disk. */
  @Override
  public Instant now() {
    return tried(WRITING, () -> {
      Path probe = Durable.folders(folder.resolve(WRITING)).resolve(UUID.randomUUID() + ".now");
      try {
        return Files.getLastModifiedTime(Files.createFile(probe)).toInstant();
      } finally {
        Files.deleteIfExists(probe);
      }
    });
  }

  @Override
  public List<String> folders(String path) {
    return tried(path, () -> {
      try (Stream<Path> files = Files.list(file(path))) {
        return files
            // a link may lead out of the root
            .filter(found -> Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS))
            .map(f -> f.getFileName().toString())
            .sorted()
            .toList();
      } catch (NoSuchFileException | NotDirectoryException e) {
        return List.of();
      }
    });
  }

  @Override
  public void delete(String path) {
    tried(path, () -> Files.deleteIfExists(file(path)));
  }

  @Override
  public void deleteAll(String path) {
    tried(path, () -> Files.walkFileTree(file(path), LocalFiles.deleting()));
  }

  private Path file(String path) {
    return folder.resolve(root.checked(path));
  }

  private Path folderOf(Path file) {
    Path above = file.getParent();
    return above == null ? folder : above;
  }

  private <T> T tried(String path, DocumentLocks.Action<T> action) {
    try {
      return action.run();
    } catch (DocumentLocks.LockTimeoutException e) {
      throw new ResourceUnavailableException(
          location(path) + " cannot be written: " + e.getMessage(),
          "Find the process on this machine that hangs, end it, and start again with the same --run-id.",
          e);
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          location(path) + " cannot be read or written (" + e + ")",
          "Check that sluice.dataset.root is a folder this user may write to.",
          e);
    }
  }
}
