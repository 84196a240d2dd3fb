package dev.sluice.job;

import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code jar}: the path of the shipped jar. Building it is the launcher's part. */
final class JarCommand {
  Result run(Outcome outcome) {
    String jar = jar()
        .orElseThrow(() ->
            new Unusable("the shipped jar is not built", "Run jobs/sluice jar, which builds it."));
    outcome.field("jar", jar);
    outcome.line(jar);
    return outcome.result();
  }

  private static Optional<String> jar() {
    Path own = own();
    return (Files.isRegularFile(own) ? Optional.of(own) : beside(own)).map(Path::toString);
  }

  /** Of {@code target/classes}: the jar in {@code target}. */
  private static Optional<Path> beside(Path classes) {
    try (Stream<Path> files = Files.list(classes.resolveSibling("."))) {
      return files
          .filter(
              file -> file.getFileName().toString().matches("sluice-\\d[^-]*(-SNAPSHOT)?\\.jar"))
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
      throw new IllegalStateException("a class comes from a place that is no URI", e);
    }
  }
}
