package dev.sluice.job.settings;

import dev.sluice.failure.SecretValues;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the environment, as far as a configuration may have them: those that are named like secrets, and all
 * that AWS's credentials come in, are none of its business.
 *
 * @param variables by name
 */
public record Environment(Map<String, String> variables) {
  private static final String OF_AWS = "AWS_";

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** That of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /** Lets secrets be masked wherever this process writes them; where a secret lies is none. */
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

  /** Whether a configuration that asks for this one is refused, even where it is not set here. */
  boolean isSecret(String name) {
    return Secrets.isName(name) && (variables.containsKey(name) || name.startsWith(OF_AWS));
  }

  @Nullable
  String value(String name) {
    return variables.get(name);
  }
}
