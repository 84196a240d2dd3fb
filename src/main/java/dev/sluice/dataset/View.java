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
    public void check(Map<Role, KnownTable> tables) {}

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
  void check(Map<Role, KnownTable> tables);

  /** Names of the columns that its training files will have, in order; empty where it has none. */
  default List<String> columns(Map<Role, KnownTable> tables) {
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
   * @param training the manifest's section of this name
   * @param derived datasets by name, each in {@code derived/<name>/}
   * @param files all that were written
   */
  record Added(
      Map<String, Object> training, Map<String, Derived> derived, List<Manifest.FileEntry> files) {
    /** There is no view. */
    static final Added NOTHING = new Added(Map.of(), Map.of(), List.of());

    public Added {
      training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
      derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
      files = List.copyOf(files);
    }
  }

  /**
   * A dataset of its own.
   *
   * @param schema of its files, marks included
   */
  record Derived(Manifest.DerivedEntry entry, StructType schema) {}

  /** All of these, made in their order. */
  static View of(List<View> views) {
    return views.isEmpty() ? NONE : views.size() == 1 ? views.get(0) : new Views(views);
  }
}
