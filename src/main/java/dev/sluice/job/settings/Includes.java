package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import dev.sluice.failure.Rethrow;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.util.regex.Pattern;

/**
 * The files that a configuration may include: other HOCON files in its own folder or in folders below that one. No
 * other file of the machine is opened, and no request is sent to a host.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  /** Matches words separated by slashes; none begins with a dot. */
  private static final Pattern BESIDE =
      Pattern.compile("[\\w-][\\w .+=@-]*(/[\\w-][\\w .+=@-]*)*\\.conf");

  private static final int MAX_DEPTH = 10;

  private final Folder folder;
  private final String base;
  private final int depth;

  /** The folder of the configuration. */
  interface Folder {
    /**
     * Parses one of its files.
     *
     * @throws FileNotFoundException if it is missing, or outside the folder
     */
    Config parsed(String path, ConfigParseOptions options) throws IOException;
  }

  private Includes(Folder folder, String base, int depth) {
    this.folder = folder;
    this.base = base;
    this.depth = depth;
  }

  /** An empty folder, for configuration given as text. */
  static final Folder NOTHING = (path, options) -> {
    throw new FileNotFoundException(path);
  };

  /** Returns options that parse a file of this folder. */
  static ConfigParseOptions options(Folder folder) {
    return options(folder, "", 0);
  }

  private static ConfigParseOptions options(Folder folder, String base, int depth) {
    return ConfigParseOptions.defaults()
        .setSyntax(ConfigSyntax.CONF)
        .setAllowMissing(false)
        .setIncluder(new Includes(folder, base, depth));
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    String named = what.endsWith(".conf") ? what : what + ".conf";
    if (!BESIDE.matcher(named).matches()) {
      throw new RefusedIncludeException(
          what, "is no HOCON file beside the configuration or below it");
    }
    if (depth == MAX_DEPTH) {
      throw new RefusedIncludeException(what, "is included by a file that it includes");
    }
    String path = base + named;
    String below = path.substring(0, path.lastIndexOf('/') + 1);
    try {
      return folder.parsed(path, options(folder, below, depth + 1)).root();
    } catch (FileNotFoundException e) {
      throw new RefusedIncludeException(what, "is not there");
    } catch (IOException e) {
      throw Rethrow.unchecked(e);
    }
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw new RefusedIncludeException(
        "url(…)", "is an address, which a configuration cannot include");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw new RefusedIncludeException(
        what, "is in the class path, which a configuration cannot include");
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  /** An include that is refused. */
  static final class RefusedIncludeException extends ConfigException {
    private static final long serialVersionUID = 1;

    RefusedIncludeException(String what, String problem) {
      super("include \"" + what + "\" " + problem);
    }
  }
}
