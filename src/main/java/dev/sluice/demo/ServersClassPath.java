package dev.sluice.demo;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the embedded servers' own jars. The build downloads them (their licences and sizes keep them out of the shipped
 * jar) and lists them in {@code target/servers.classpath}.
 */
final class ServersClassPath {
  /** System property: a file that contains the servers' class path, if it is not beside Sluice's own classes. */
  static final String PROPERTY = "sluice.servers.classpath";

  private static final String FILE = "servers.classpath";
  private static final String REMEDY =
      "Run 'jobs/sluice demo' in a checkout of Sluice: it fetches them.";

  private ServersClassPath() {}

  /** Returns the servers' jars, followed by Sluice's own classes. */
  static String find() {
    Path own = ownClasses();
    Path file = Optional.ofNullable(System.getProperty(PROPERTY))
        .map(Path::of)
        .orElseGet(() -> own.resolveSibling(FILE));
    return read(file) + File.pathSeparator + own;
  }

  /** Returns the jars that the file lists, after checking that all exist. */
  static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ResourceUnavailableException(
          "the embedded servers come with a checkout, and there is no " + file, REMEDY);
    }
    try {
      String jars = Files.readString(file).strip();
      missing(jars).ifPresent(jar -> {
        throw new ResourceUnavailableException("the embedded servers' " + jar + " is gone", REMEDY);
      });
      return jars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> missing(String jars) {
    return Stream.of(jars.split(File.pathSeparator))
        .filter(jar -> !Files.exists(Path.of(jar)))
        .findFirst();
  }

  /** Returns {@code target/classes}, or the shipped jar. */
  private static Path ownClasses() {
    try {
      return Path.of(
          ServersMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of the classes is not a URI", e);
    }
  }
}
