package dev.sluice.dataset.store;

import dev.sluice.table.AwsSettings;
import dev.sluice.table.RetryPolicy;
import java.io.Serializable;

/** How to reach the documents of a root, on whatever machine. */
@FunctionalInterface
public interface StoreAccess extends Serializable {
  /** Persists for minutes where the root does not serve. */
  Store open();

  /** Says within seconds that the root does not serve: for what is soon done again, as a lease's beats. */
  default Store brief() {
    return open();
  }

  static StoreAccess to(Root root, AwsSettings aws) {
    return new ToRoot(root, aws);
  }

  /** The root's own store. */
  record ToRoot(Root root, AwsSettings aws) implements StoreAccess {
    @Override
    public Store open() {
      return Store.of(root, aws);
    }

    @Override
    public Store brief() {
      return Store.of(root, aws, RetryPolicy.BRIEF);
    }
  }
}
