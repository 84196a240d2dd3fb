package dev.sluice.testing;

import dev.sluice.Sluice;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build under test is: {@code target}, or a folder in it, for another Spark line. */
public final class BuildFolder {
  private BuildFolder() {}

  /** A file or folder in it, absolute. */
  public static Path resolve(String name) {
    try {
      return Path.of(
              Sluice.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("classes at a place that is no URI", e);
    }
  }
}
