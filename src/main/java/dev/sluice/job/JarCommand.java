package dev.sluice.job;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code jar}: prints the path of the shipped jar, which is named after its Scala version. The launcher builds it. */
final class JarCommand {
  private static final Pattern NAME =
      Pattern.compile("sluice_\\d+\\.\\d+-\\d[^-]*(-SNAPSHOT)?\\.jar");

  Result run(Outcome outcome) {
    String jar = jar()
        .orElseThrow(() -> new ResourceUnavailableException(
            "the shipped jar is not built", "Run jobs/sluice jar, which builds it."));
    outcome.field("jar", jar);
    outcome.line(jar);
    return outcome.result();
  }

  private static Optional<String> jar() {
    Path own = own();
    return (Files.isRegularFile(own) ? Optional.of(own) : beside(own)).map(Path::toString);
  }

  /**
   * Returns the jar in {@code target}, given {@code target/classes}. Each Spark line is built in a folder of its own.
   */
  private static Optional<Path> beside(Path classes) {
    try (Stream<Path> files = Files.list(classes.resolveSibling("."))) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .map(Path::normalize)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path own() {
    try {
      return Path.of(
          JarCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of a class is not a URI", e);
    }
  }
}
