package dev.sluice.job.settings;

import dev.sluice.failure.SecretValues;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that a configuration may use: none whose name suggests a secret, and no AWS credentials.
 *
 * @param variables by name
 */
public record Environment(Map<String, String> variables) {
  private static final String OF_AWS = "AWS_";

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** Returns the environment of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /** Registers the values of secret variables to be masked in all output; the path of an existing file is no secret. */
  public void maskSecrets() {
    variables.forEach((name, value) -> {
      if (Secrets.isName(name) && !isThere(value)) {
        SecretValues.add(value);
      }
    });
  }

  private static boolean isThere(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns whether a configuration must not use a variable, even if it is not set here. */
  boolean isSecret(String name) {
    return Secrets.isName(name) && (variables.containsKey(name) || name.startsWith(OF_AWS));
  }

  @Nullable
  String value(String name) {
    return variables.get(name);
  }
}
