package dev.sluice.testing;

import dev.sluice.Sluice;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The folder of the build under test: {@code target}, or a folder in it for another Spark line. */
public final class BuildFolder {
  private BuildFolder() {}

  /** Returns the absolute path of a file or folder in it. */
  public static Path resolve(String name) {
    try {
      return Path.of(
              Sluice.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of the classes is not a URI", e);
    }
  }
}
