package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import dev.sluice.failure.ResourceUnavailableException;
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
  private final String location;
  private final Configuration hadoop;

  ConfigFile(String location, Configuration hadoop) {
    this.location = location;
    this.hadoop = hadoop;
  }

  /**
   * Returns the file's content; empty, with an error noted, if it is missing or does not parse.
   *
   * @throws ResourceUnavailableException if the file system does not answer
   */
  Config read(ConfigErrors errors) {
    try {
      return location.matches("[a-zA-Z][a-zA-Z0-9+]+:.*") ? ofUri() : local(Path.of(location));
    } catch (FileNotFoundException e) {
      errors.add(
          "--config",
          location,
          "there is no such file",
          "Name a file that exists; conf/inference.conf is one.");
    } catch (Includes.RefusedIncludeException e) {
      errors.add(
          "--config",
          location,
          String.valueOf(e.getMessage()),
          "Include *.conf files of its own folder, or of folders below that one, or none.");
    } catch (ConfigException | IllegalArgumentException e) {
      errors.add(
          "--config",
          location,
          "is not HOCON" + line(e),
          "Close what is open there, and put texts with special characters in double quotes.");
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "cannot read --config " + Secrets.masked(location) + ": " + Layers.firstLine(e),
          "Check the address, the endpoint and the permission to read it.",
          e);
    }
    return ConfigFactory.empty();
  }

  /**
   * Returns the position of a syntax error, without its text, which may be a secret or belong to a file that is no
   * configuration.
   */
  private static String line(Exception e) {
    ConfigOrigin origin = e instanceof ConfigException located ? located.origin() : null;
    if (origin == null || origin.lineNumber() < 1) {
      return "";
    }
    String file = String.valueOf(origin.filename());
    return " at line " + origin.lineNumber()
        + (origin.filename() == null ? "" : " of " + file.substring(file.lastIndexOf('/') + 1));
  }

  private static Config local(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null
        ? parsed(file, Includes.options(Includes.NOTHING))
        : parsed(file, Includes.options((path, options) -> below(folder, path, options)));
  }

  /** Parses an included file; a link that leads outside the folder is not followed. */
  private static Config below(Path folder, String path, ConfigParseOptions options)
      throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder.toRealPath())) {
      throw new FileNotFoundException(path);
    }
    return parsed(file, options);
  }

  private static Config parsed(Path file, ConfigParseOptions options) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file.toString());
    }
    return ConfigFactory.parseFile(file.toFile(), options);
  }

  private Config ofUri() throws IOException {
    URI uri = ValueFormats.location(location);
    return "file".equals(uri.getScheme())
        ? local(Path.of(uri))
        : remote(FileSystems.usable(uri, hadoop));
  }

  private Config remote(URI uri) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(uri);
    return parsed(
        file,
        Includes.options((path, options) ->
            parsed(new org.apache.hadoop.fs.Path(file.getParent(), path), options)));
  }

  private Config parsed(org.apache.hadoop.fs.Path file, ConfigParseOptions options)
      throws IOException {
    try (Reader reader =
        new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(reader, options.setOriginDescription(file.getName()));
    }
  }
}
