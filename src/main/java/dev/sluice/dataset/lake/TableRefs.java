package dev.sluice.dataset.lake;

import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * Changes the references of an Iceberg table, each time from the metadata that was just read: Iceberg's own {@code
 * manageSnapshots} computes all references once and, repeated, would set those of others back.
 */
final class TableRefs {
  private static final int MAX_ATTEMPTS = 10;

  private TableRefs() {}

  /**
   * Replaces the metadata if nobody else has meanwhile; otherwise computes the change again.
   *
   * @param change empty: the change is not wanted any more
   * @return whether the change was made
   */
  static boolean change(Table table, Function<TableMetadata, Optional<TableMetadata>> change) {
    TableOperations operations = ((HasTableOperations) table).operations();
    for (int attempt = 1; ; attempt++) {
      TableMetadata base = operations.refresh();
      Optional<TableMetadata> changed = change.apply(base);
      if (changed.isEmpty()) {
        return false;
      }
      try {
        operations.commit(base, changed.get());
        return true;
      } catch (CommitFailedException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
