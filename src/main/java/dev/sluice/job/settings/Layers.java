package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layers of configuration: reference.conf &lt; the user's file &lt; {@code --set}.
 *
 * @param documented reference.conf as written
 * @param reference the defaults only
 * @param user the file and {@code --set}
 * @param merged all layers together
 */
record Layers(Config documented, Config reference, Config user, Config merged) {
  private static final String REFERENCE = "dev/sluice/job/reference.conf";
  private static final String ROOT = "sluice";

  /** Keys whose value is a text or an object; keys of lists are recognised by their default. */
  private static final Set<String> OBJECT_OR_TEXT = Set.of("sluice.dataset.training.label");

  /**
   * Merges the layers.
   *
   * @param sets {@code key=value}; later ones override earlier ones
   */
  static Layers of(Config file, List<String> sets, Environment environment, ConfigErrors errors) {
    ConfigResolveOptions options = new Substitutions(environment).options();
    return of(sets(sets, options, errors).withFallback(file), options, errors);
  }

  /**
   * Merges the layers.
   *
   * @param user the file and {@code --set}, not resolved yet
   */
  static Layers of(Config user, ConfigResolveOptions options, ConfigErrors errors) {
    Config documented = documentedReference();
    Config reference = documented.resolve();
    try {
      Config merged = user.withFallback(documented).resolve(options);
      // its own first: what refers to an earlier value of its own cannot be resolved with another
      // layer
      Config own = user.resolve(options.setAllowUnresolved(true)).resolveWith(merged, options);
      Set<String> refused = refused(merged, errors);
      return new Layers(
          documented,
          reference,
          Substitutions.without(own, refused),
          Substitutions.without(merged, refused).withFallback(reference));
    } catch (ConfigException e) {
      errors.add(
          "--config",
          "",
          e instanceof ConfigException.UnresolvedSubstitution
              ? firstLine(e)
              : "cannot be resolved: a value refers to a missing or unsuitable one",
          "Give the value, or write ${?NAME} for one that may be missing.");
      return new Layers(documented, reference, ConfigFactory.empty(), reference);
    }
  }

  /** Returns the same without section {@code sources}. */
  Layers withoutSources() {
    return new Layers(
        documented,
        reference,
        user.withoutPath(SourceKeys.SECTION),
        merged.withoutPath(SourceKeys.SECTION));
  }

  /** Returns reference.conf as written, with its comments. */
  static Config documentedReference() {
    return ConfigFactory.parseResources(Layers.class.getClassLoader(), REFERENCE);
  }

  /** Returns the keys that use a secret of the environment; each is an error. */
  private static Set<String> refused(Config merged, ConfigErrors errors) {
    Map<String, String> refused = Substitutions.refused(merged);
    refused.forEach(
        (key, variable) -> errors.add(
            key,
            "${" + variable + "}",
            "uses a secret of the environment, which no setting accepts",
            "Leave it out: the AWS SDK finds credentials by itself. Name a variable that is no secret otherwise."));
    return refused.keySet();
  }

  /** Returns the user's settings by {@code --set} only. */
  static Config sets(List<String> sets, ConfigResolveOptions options, ConfigErrors errors) {
    Config reference = documentedReference().resolve();
    Config config = ConfigFactory.empty();
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        errors.add(
            "--set",
            set,
            "is not key=value",
            "Write --set key=value, such as --set source.segments=16.");
        continue;
      }
      String value = set.substring(equals + 1).trim();
      String path = path(set.substring(0, equals).trim(), value, errors);
      ConfigValue parsed = path == null ? null : value(path, value, reference, options, errors);
      if (path != null && parsed != null) {
        config = config.withValue(path, parsed);
      }
    }
    return config;
  }

  /** Returns the key's full path; the leading {@code sluice.} may be omitted. */
  private static @Nullable String path(String key, String value, ConfigErrors errors) {
    try {
      List<String> words = ConfigUtil.splitPath(key);
      return words.get(0).equals(ROOT) ? key : ROOT + "." + key;
    } catch (ConfigException e) {
      errors.add(
          key, value, "is not a key", "Write words with dots between them, such as source.table.");
      return null;
    }
  }

  /**
   * Parses a value. Text is taken literally, but null unsets; lists and sections are parsed as HOCON, lists also as
   * a,b, and a key that accepts an object or text as HOCON if it is an object.
   */
  private static @Nullable ConfigValue value(
      String path,
      String value,
      Config reference,
      ConfigResolveOptions options,
      ConfigErrors errors) {
    if (value.equals("null")) {
      return ConfigValueFactory.fromAnyRef(null, "--set");
    }
    String key = SourceKeys.documented(path);
    ConfigValue known = reference.hasPath(key) ? reference.getValue(key) : null;
    boolean list = known instanceof ConfigList;
    boolean section =
        known instanceof ConfigObject || (OBJECT_OR_TEXT.contains(key) && value.startsWith("{"));
    if (list && !value.startsWith("[")) {
      return ConfigValueFactory.fromIterable(
          Arrays.stream(value.split(",", -1))
              .map(String::trim)
              .filter(name -> !name.isEmpty())
              .toList(),
          "--set");
    }
    if (list || section) {
      try {
        return ConfigFactory.parseString("value = " + value, Includes.options(Includes.NOTHING))
            .resolve(options)
            .getValue("value");
      } catch (ConfigException e) {
        errors.add(
            path,
            value,
            "does not parse",
            list
                ? "Write a, b or [\"a\", \"b\"], with quotes around what has brackets or commas."
                : "Write { name = value }.");
        return null;
      }
    }
    return ConfigValueFactory.fromAnyRef(value, "--set");
  }

  static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown");
  }
}
