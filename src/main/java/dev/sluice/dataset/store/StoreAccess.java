package dev.sluice.dataset.store;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.RetryPolicy;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/** Access to the documents of a root, from any machine. */
@FunctionalInterface
public interface StoreAccess extends Serializable {
  /** Opens a store that retries for minutes while the root does not respond. */
  Store open();

  /** Opens a store that fails within seconds, for calls that are soon repeated, such as a lease's beats. */
  default Store brief() {
    return open();
  }

  /**
   * Returns access to a root.
   *
   * @throws InvalidConfigurationException on opening, if no store supports the root's scheme
   * @throws dev.sluice.failure.ResourceUnavailableException on opening, if the root is on the file system of another
   *     machine
   */
  static StoreAccess to(Root root, AwsSettings aws) {
    return new ToRoot(root, aws);
  }

  /** Opens the store for the root's scheme. */
  record ToRoot(Root root, AwsSettings aws) implements StoreAccess {
    @Override
    public Store open() {
      return open(RetryPolicy.PATIENT);
    }

    @Override
    public Store brief() {
      return open(RetryPolicy.BRIEF);
    }

    private Store open(RetryPolicy policy) {
      String scheme = String.valueOf(root.uri().getScheme());
      return switch (scheme) {
        case "file" -> LocalStore.open(root, Path.of(root.uri().getPath()), policy);
        case "s3", "s3a" -> S3Store.open(root, aws, policy);
        default ->
          throw new InvalidConfigurationException(List.of(new ConfigError(
              "sluice.dataset.root",
              root.uri().toString(),
              "is not on a file system that Sluice can publish to",
              "Give a file:, s3: or s3a: folder.")));
      };
    }
  }
}
