package dev.sluice.dataset.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes files and folders survive a loss of power. A name is durable once its folder is synced. */
final class Durable {
  private Durable() {}

  /** Creates a folder and its missing parents. */
  static Path folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path above = folder.getParent();
      if (above != null) {
        folders(above);
      }
      create(folder);
      if (above != null) {
        sync(above);
      }
    }
    return folder;
  }

  private static void create(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Writes a new file. */
  static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    sync(file);
  }

  /** Syncs the names in a folder, or the content of a file. */
  static void sync(Path there) throws IOException {
    try (FileChannel channel = FileChannel.open(there, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
