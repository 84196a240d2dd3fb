package dev.sluice.job.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Relations of locations: which lies below which. */
final class Locations {
  private static final Set<String> S3 = Set.of("s3", "s3a");

  private Locations() {}

  /** Returns whether a location is in S3. */
  static boolean isOnS3(URI location) {
    return S3.contains(String.valueOf(location.getScheme()));
  }

  /** Returns the path from a folder down to a location; empty text if they are one; nothing if it is not below. */
  static Optional<String> below(URI location, URI folder) {
    if ("file".equals(location.getScheme()) && "file".equals(folder.getScheme())) {
      return below(real(Path.of(location)).toString(), real(Path.of(folder)).toString());
    }
    return isOnS3(location)
            && isOnS3(folder)
            && location.getAuthority().equals(folder.getAuthority())
        ? below(location.getPath(), folder.getPath())
        : Optional.empty();
  }

  private static Optional<String> below(String path, String folder) {
    String start = folder.endsWith("/") ? folder : folder + "/";
    return path.startsWith(start)
        ? Optional.of(path.substring(start.length()))
        : path.equals(folder) ? Optional.of("") : Optional.empty();
  }

  /** Returns the path with links resolved, as far as it exists. */
  private static Path real(Path path) {
    Path there = path;
    while (there.getParent() != null) {
      try {
        return there.toRealPath().resolve(there.relativize(path)).normalize();
      } catch (IOException notThere) {
        there = there.getParent();
      }
    }
    return path;
  }
}
