package dev.sluice.dataset.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Visits a folder's files while others create and remove some. Skips files that vanish meanwhile. */
abstract class LocalFiles extends SimpleFileVisitor<Path> {
  /**
   * Returns a visitor that removes all files and folders. A folder in which somebody creates a file meanwhile stays.
   */
  static FileVisitor<Path> deleting() {
    return new LocalFiles() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
          throws IOException {
        super.postVisitDirectory(folder, failure);
        try {
          Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException keepIt) {
          return FileVisitResult.CONTINUE;
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }

  /** Receives each file. */
  @FunctionalInterface
  interface Seen {
    void file(Path file, BasicFileAttributes attributes);
  }

  /** Returns a visitor that passes on every file. */
  static FileVisitor<Path> visiting(Seen seen) {
    return new LocalFiles() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        seen.file(file, attributes);
        return FileVisitResult.CONTINUE;
      }
    };
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
      throws IOException {
    return failure == null || failure instanceof NoSuchFileException
        ? FileVisitResult.CONTINUE
        : super.postVisitDirectory(folder, failure);
  }
}
