package dev.sluice.dataset.store;

import dev.sluice.table.AwsSettings;
import java.io.Serializable;

/** How to reach the documents of a root, on whatever machine. */
@FunctionalInterface
public interface StoreAccess extends Serializable {
  Store open();

  static StoreAccess to(Root root, AwsSettings aws) {
    return () -> Store.of(root, aws);
  }
}
