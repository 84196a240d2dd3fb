package dev.sluice.dataset;

import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Documents in a folder of this machine: written beside, then renamed. */
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
  public synchronized boolean replace(
      String path, byte[] content, String contentType, String version) {
    Path lockFile = folder.resolve("." + path.replace('/', '.') + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      boolean unchanged =
          lock.isValid() && fetch(path).filter(v -> v.version().equals(version)).isPresent();
      if (unchanged) {
        write(path, content, contentType);
      }
      return unchanged;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static Path beside(Path target, byte[] content) throws IOException {
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempFile(target.getParent(), ".writing-", ".tmp");
    return Files.write(temporary, content);
  }

  private Unusable unusable(String path, IOException failure) {
    return new Unusable(
        location(path) + " cannot be read or written (" + failure + ")",
        "Check that sluice.dataset.root is a folder this user may write to.",
        failure);
  }
}
