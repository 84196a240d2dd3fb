package dev.sluice.dataset.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;

/**
 * A derivation from a snapshot's tables that becomes part of the same snapshot. It is made after the tables' files are
 * written and checked, and before the manifest makes the snapshot exist.
 */
public interface View {
  /** No view: the snapshot has tables only. */
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

  /** Returns the name of its record: {@code training}. */
  default String name() {
    return "view";
  }

  /** Returns the views that are made one after the other, in order. */
  default List<View> parts() {
    return List.of(this);
  }

  /** Returns the names of small files of the previous snapshot that the view continues. */
  default List<String> carriedOn() {
    return List.of();
  }

  /**
   * Checks that the view can be made from these tables, before any of them is read.
   *
   * @param tables the columns of each, as far as they are known
   * @throws dev.sluice.failure.InvalidConfigurationException with every reason
   */
  void check(Map<Role, KnownTable> tables);

  /** Returns the columns of the view's training files, in order; empty if it has none. */
  default List<String> columns(Map<Role, KnownTable> tables) {
    return List.of();
  }

  /**
   * Makes the view. The same tables give the same rows.
   *
   * @throws dev.sluice.failure.DataGateException if the items do not allow it
   */
  Added add(ViewFolder folder);

  /**
   * The result of a view.
   *
   * @param training the manifest's section of this name
   * @param derived datasets by name, each in {@code derived/<name>/}
   * @param files the Parquet files that were written
   * @param documents small files by name, derived from the Parquet files; the export writes them
   */
  record Added(
      Map<String, Object> training,
      Map<String, Derived> derived,
      List<FileEntry> files,
      Map<String, String> documents) {
    /** The result of no view. */
    public static final Added NOTHING = new Added(Map.of(), Map.of(), List.of(), Map.of());

    public Added {
      training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
      derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
      files = List.copyOf(files);
      documents = Collections.unmodifiableMap(new TreeMap<>(documents));
    }

    /** Returns both results together. */
    public Added plus(Added other) {
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
   * A derived dataset.
   *
   * @param schema the schema of its files, including column metadata, as Spark's JSON
   */
  record Derived(Manifest.DerivedEntry entry, JsonNode schema) {
    /** Describes a dataset with these columns. */
    public static Derived of(Manifest.DerivedEntry entry, StructType schema) {
      return new Derived(entry, Json.tree(schema.json()));
    }
  }

  /** Joins views. They are made in order. */
  static View of(List<View> views) {
    return views.isEmpty() ? NONE : views.size() == 1 ? views.get(0) : new Views(views);
  }

  /** Several views of the same tables. None sees the results of another. */
  record Views(List<View> views) implements View {
    public Views {
      views = List.copyOf(views);
    }

    @Override
    public void check(Map<Role, KnownTable> tables) {
      List<ConfigError> errors = new ArrayList<>();
      for (View view : views) {
        try {
          view.check(tables);
        } catch (InvalidConfigurationException e) {
          errors.addAll(e.errors());
        }
      }
      if (!errors.isEmpty()) {
        throw new InvalidConfigurationException(errors);
      }
    }

    @Override
    public List<String> columns(Map<Role, KnownTable> tables) {
      return views.stream().flatMap(view -> view.columns(tables).stream()).toList();
    }

    @Override
    public List<View> parts() {
      return views;
    }

    @Override
    public List<String> carriedOn() {
      return views.stream().flatMap(view -> view.carriedOn().stream()).toList();
    }

    @Override
    public Added add(ViewFolder folder) {
      return views.stream().map(view -> view.add(folder)).reduce(Added.NOTHING, Added::plus);
    }
  }
}
