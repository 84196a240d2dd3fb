package dev.sluice.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of this machine's file system. */
record LocalFolder(ExportLocation location, Path folder) implements ExportFolder {
  @Override
  public byte @Nullable [] read(String path) {
    try {
      return Files.readAllBytes(resolved(path));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw ExportFailures.unreadable(location.of(path), e);
    }
  }

  @Override
  public SortedMap<String, Long> list(String within) {
    SortedMap<String, Long> files = new TreeMap<>();
    Path top = resolved(within);
    try (Stream<Path> found = Files.walk(top, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> all = found.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        files.put(top.relativize(file).toString(), Files.size(file));
      }
      return files;
    } catch (NoSuchFileException e) {
      return files;
    } catch (UncheckedIOException e) {
      throw ExportFailures.unreadable(location.of(within), e);
    } catch (IOException e) {
      throw ExportFailures.unreadable(location.of(within), e);
    }
  }

  @Override
  public List<String> folders(String within) {
    try (Stream<Path> found = Files.list(resolved(within))) {
      return found
          .filter(Files::isDirectory)
          .map(each -> each.getFileName().toString())
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw ExportFailures.unreadable(location.of(within), e);
    }
  }

  @Override
  public boolean isFile() {
    return Files.isRegularFile(folder);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(resolved(path));
  }

  /** Returns a path by its text alone, as messages have it: the folder may be a link. */
  private Path resolved(String path) {
    return folder.resolve(path).normalize();
  }
}
