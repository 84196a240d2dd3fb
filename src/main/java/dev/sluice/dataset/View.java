package dev.sluice.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * What is derived from a snapshot's tables and becomes part of the same snapshot: made once the tables' files are
 * written and checked, before the manifest makes the snapshot exist.
 */
public interface View {
  /** Tables only. */
  View NONE = new View() {
    @Override
    public void check(Map<Role, StructType> tables) {}

    @Override
    public Added add(ViewFolder folder) {
      return Added.NOTHING;
    }
  };

  /**
   * Refuses what cannot be made from these tables, before any of them is read.
   *
   * @param tables the columns of each, as far as they are known then
   * @throws dev.sluice.failure.InvalidConfiguration with every reason
   */
  void check(Map<Role, StructType> tables);

  /** Names of the columns that it will have, in order. */
  default List<String> columns(Map<Role, StructType> tables) {
    return List.of();
  }

  /**
   * Makes the view. The same tables give the same files.
   *
   * @throws dev.sluice.failure.GateFailed where the items do not allow it
   */
  Added add(ViewFolder folder);

  /**
   * What has been made.
   *
   * @param summary the manifest's section {@code training}
   * @param files all that were written
   */
  record Added(Map<String, Object> summary, List<Manifest.FileEntry> files) {
    /** There is no view. */
    static final Added NOTHING = new Added(Map.of(), List.of());

    public Added {
      summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
      files = List.copyOf(files);
    }
  }
}
