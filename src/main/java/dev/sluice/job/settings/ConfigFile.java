package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import dev.sluice.failure.Unusable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** The user's configuration file: a local path, or a URI that Hadoop can open. */
final class ConfigFile {
  private static final ConfigParseOptions OPTIONS =
      ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);

  private final String location;
  private final Configuration hadoop;

  ConfigFile(String location, Configuration hadoop) {
    this.location = location;
    this.hadoop = hadoop;
  }

  /**
   * The file's content; empty, and a fault noted, where it is missing or does not parse.
   *
   * @throws Unusable where the file system that should hold it does not answer
   */
  Config read(Faults faults) {
    try {
      return location.matches("[a-zA-Z][a-zA-Z0-9+]+:.*") ? remote() : local(Path.of(location));
    } catch (FileNotFoundException e) {
      faults.add(
          "--config",
          location,
          "there is no such file",
          "Name a file that exists; conf/inference.conf is one.");
    } catch (ConfigException | IllegalArgumentException e) {
      faults.add(
          "--config", location, "does not parse: " + Layers.firstLine(e), "Correct it there.");
    } catch (IOException e) {
      throw new Unusable(
          "cannot read --config " + Secrets.masked(location) + ": " + Layers.firstLine(e),
          "Check the address, the endpoint and the permission to read it.",
          e);
    }
    return ConfigFactory.empty();
  }

  private static Config local(Path file) throws FileNotFoundException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file.toString());
    }
    return ConfigFactory.parseFile(file.toFile(), OPTIONS);
  }

  private Config remote() throws IOException {
    URI uri = FileSystems.usable(Formats.location(location), hadoop);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
    try (Reader reader =
        new InputStreamReader(path.getFileSystem(hadoop).open(path), StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(reader, OPTIONS.setOriginDescription(location));
    }
  }
}
