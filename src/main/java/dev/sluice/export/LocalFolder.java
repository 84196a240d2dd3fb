package dev.sluice.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    try (Stream<Path> found = Files.list(resolved(within))) {
      List<Path> all = found.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        files.put(file.getFileName().toString(), Files.size(file));
      }
      return files;
    } catch (NoSuchFileException e) {
      return files;
    } catch (IOException e) {
      throw ExportFailures.unreadable(location.of(within), e);
    }
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
