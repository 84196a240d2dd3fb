package dev.sluice.dataset.store;

import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Documents in a folder of this machine: written elsewhere in it, then renamed. */
final class LocalStore implements Store {
  private final Root root;
  private final Path folder;

  LocalStore(Root root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  @Override
  public String location(String path) {
    return root.location(path);
  }

  @Override
  public Optional<Versioned> fetch(String path) {
    try {
      byte[] content = Files.readAllBytes(folder.resolve(path));
      return Optional.of(new Versioned(content, Sha256.of(content)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  @Override
  public void write(String path, byte[] content, String contentType) {
    try {
      Path target = folder.resolve(path);
      Files.move(
          beside(target, content),
          target,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  @Override
  public boolean create(String path, byte[] content, String contentType) {
    try {
      Path target = folder.resolve(path);
      Path written = beside(target, content);
      try {
        // A rename would replace what is there; a link does not.
        Files.createLink(target, written);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.delete(written);
      }
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  @Override
  public boolean replace(String path, byte[] content, String contentType, String version) {
    // of one virtual machine only one thread may ask for a file's lock
    synchronized (LocalStore.class) {
      try (FileChannel channel =
              FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        boolean unchanged = lock.isValid()
            && fetch(path).filter(v -> v.version().equals(version)).isPresent();
        if (unchanged) {
          write(path, content, contentType);
        }
        return unchanged;
      } catch (IOException e) {
        throw unusable(path, e);
      }
    }
  }

  @Override
  public void list(String path, ObjLongConsumer<String> file) {
    try {
      Files.walkFileTree(folder.resolve(path), new Visitor(file));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /** What goes away meanwhile is not there. */
  private final class Visitor extends SimpleFileVisitor<Path> {
    private final ObjLongConsumer<String> found;

    Visitor(ObjLongConsumer<String> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found.accept(folder.relativize(file).toString(), attributes.size());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  @Override
  public Optional<java.time.Instant> lastChanged(String path) {
    List<java.time.Instant> times = new java.util.ArrayList<>();
    list(path, (file, bytes) -> times.add(modified(file)));
    return times.stream().max(java.time.Instant::compareTo);
  }

  private java.time.Instant modified(String path) {
    try {
      return Files.getLastModifiedTime(folder.resolve(path)).toInstant();
    } catch (IOException e) {
      return java.time.Instant.now();
    }
  }

  @Override
  public java.time.Instant now() {
    return java.time.Instant.now();
  }

  @Override
  public List<String> folders(String path) {
    try (Stream<Path> found = Files.list(folder.resolve(path))) {
      return found
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  @Override
  public void delete(String path) {
    try {
      Files.deleteIfExists(folder.resolve(path));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  @Override
  public void deleteAll(String path) {
    try {
      FileUtils.deleteDirectory(folder.resolve(path).toFile());
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private Path lockFile() throws IOException {
    return Files.createDirectories(folder.resolve(".writing")).resolve("lock");
  }

  /** A finished file that is to be given its name. What a killed process leaves of it is in nobody's way. */
  private Path beside(Path target, byte[] content) throws IOException {
    Files.createDirectories(target.getParent());
    Path writing = Files.createDirectories(folder.resolve(".writing"));
    return Files.write(Files.createTempFile(writing, "", ".tmp"), content, StandardOpenOption.SYNC);
  }

  private Unusable unusable(String path, IOException failure) {
    return new Unusable(
        location(path) + " cannot be read or written (" + failure + ")",
        "Check that sluice.dataset.root is a folder this user may write to.",
        failure);
  }
}
