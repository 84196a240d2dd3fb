package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves <code>${NAME}</code> if no key has the name: to a variable of the environment, but never to a secret. */
final class Substitutions implements ConfigResolver {
  /** Marks a value that uses a secret, so that its key is found. No text of a file contains it. */
  private static final Pattern REFUSED = Pattern.compile("\u0000([^\u0000]*)\u0000");

  private final Environment environment;

  Substitutions(Environment environment) {
    this.environment = environment;
  }

  /** Returns the options for resolving a configuration. */
  ConfigResolveOptions options() {
    return ConfigResolveOptions.noSystem().appendResolver(this);
  }

  @Override
  public @Nullable ConfigValue lookup(String path) {
    String name = String.join(".", ConfigUtil.splitPath(path));
    if (environment.isSecret(name)) {
      return ConfigValueFactory.fromAnyRef("\u0000" + name + "\u0000", "environment");
    }
    String value = environment.value(name);
    return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment");
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }

  /** Returns key → the refused variable. */
  static SortedMap<String, String> refused(Config resolved) {
    SortedMap<String, String> refused = new TreeMap<>();
    collect(resolved.root(), "", refused);
    return refused;
  }

  private static void collect(ConfigObject section, String prefix, Map<String, String> refused) {
    section.forEach((word, value) -> {
      String key = prefix + ConfigUtil.joinPath(word);
      if (value instanceof ConfigObject inner) {
        collect(inner, key + ".", refused);
      } else {
        String text = value instanceof ConfigList list
            ? list.unwrapped().toString()
            : String.valueOf(value.unwrapped());
        Matcher found = REFUSED.matcher(text);
        if (found.find()) {
          refused.put(key, found.group(1));
        }
      }
    });
  }

  /** Returns the configuration without these keys. */
  static Config without(Config config, Iterable<String> keys) {
    Config rest = config;
    for (String key : keys) {
      rest = rest.withoutPath(key);
    }
    return rest.root().isEmpty() ? ConfigFactory.empty() : rest;
  }
}
