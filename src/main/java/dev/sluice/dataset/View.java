package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.store.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    @Override
    public List<View> parts() {
      return List.of();
    }
  };

  /** By which its record is called: {@code training}. */
  default String name() {
    return "view";
  }

  /** Those that are made each for itself, in their order. */
  default List<View> parts() {
    return List.of(this);
  }

  /** Names of small files of the snapshot before that it carries on. */
  default List<String> carriedOn() {
    return List.of();
  }

  /**
   * Refuses what cannot be made from these tables, before any of them is read.
   *
   * @param tables the columns of each, as far as they are known then
   * @throws dev.sluice.failure.InvalidConfigurationException with every reason
   */
  void check(Map<Role, KnownTable> tables);

  /** Names of the columns that its training files will have, in order; empty where it has none. */
  default List<String> columns(Map<Role, KnownTable> tables) {
    return List.of();
  }

  /**
   * Makes the view. The same tables give the same rows.
   *
   * @throws dev.sluice.failure.DataGateException where the items do not allow it
   */
  Added add(ViewFolder folder);

  /**
   * What has been made.
   *
   * @param training the manifest's section of this name
   * @param derived datasets by name, each in {@code derived/<name>/}
   * @param files of rows that were written
   * @param documents small files by name, which follow from these files; whoever makes the snapshot writes them
   */
  record Added(
      Map<String, Object> training,
      Map<String, Derived> derived,
      List<Manifest.FileEntry> files,
      Map<String, String> documents) {
    /** There is no view. */
    static final Added NOTHING = new Added(Map.of(), Map.of(), List.of(), Map.of());

    public Added {
      training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
      derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
      files = List.copyOf(files);
      documents = Collections.unmodifiableMap(new TreeMap<>(documents));
    }

    /** Both together. */
    Added plus(Added other) {
      Map<String, Object> section = new LinkedHashMap<>(training);
      section.putAll(other.training);
      Map<String, Derived> datasets = new LinkedHashMap<>(derived);
      datasets.putAll(other.derived);
      Map<String, String> all = new TreeMap<>(documents);
      all.putAll(other.documents);
      return new Added(
          section, datasets, Stream.concat(files.stream(), other.files.stream()).toList(), all);
    }
  }

  /**
   * A dataset of its own.
   *
   * @param schema of its files, marks included, as Spark's JSON
   */
  record Derived(Manifest.DerivedEntry entry, JsonNode schema) {
    public static Derived of(Manifest.DerivedEntry entry, StructType schema) {
      return new Derived(entry, Json.tree(schema.json()));
    }
  }

  /** All of these, made in their order. */
  static View of(List<View> views) {
    return views.isEmpty() ? NONE : views.size() == 1 ? views.get(0) : new Views(views);
  }
}
