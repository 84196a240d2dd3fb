package dev.sluice.dataset.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the manifest's section {@code training} with the files of its channels, with the tables that it was made
 * from and with SageMaker's manifests.
 */
final class TrainingCheck {
  /** The names of folders and of keys in the section. */
  private static final List<String> CHANNELS = List.of("train", "validation", "test");

  /** The suffix of reasons that count labels. All other reasons count items. */
  private static final String OF_LABELS = "Labels";

  private final Root root;
  private final Store store;
  private final Manifest manifest;
  private final JsonNode section;
  private final List<String> differences = new ArrayList<>();

  TrainingCheck(Root root, Store store, Manifest manifest) {
    this.root = root;
    this.store = store;
    this.manifest = manifest;
    this.section = Json.tree(manifest.training());
  }

  /** Returns one line for each difference. */
  List<String> differences() {
    CHANNELS.forEach(this::compareChannel);
    if (!section.isEmpty()) {
      compareItems();
      compareLabels();
    }
    return List.copyOf(differences);
  }

  private void compareChannel(String channel) {
    List<FileEntry> files = files(channel);
    JsonNode entry = section.path(channel);
    if (entry.isMissingNode()) {
      if (!files.isEmpty()) {
        add("counts", folder(channel) + " has files, but no counts in the manifest");
      }
      return;
    }
    compare(channel, "rows", entry, files.stream().mapToLong(FileEntry::rows).sum());
    compare(channel, "bytes", entry, files.stream().mapToLong(FileEntry::bytes).sum());
    compareClasses(channel, entry.path("labels"), files);
    compareSageMaker(channel, files);
  }

  /** Compares the number of rows by label. Every row has one label. Manifests of older versions have no classes. */
  private void compareClasses(String channel, JsonNode labels, List<FileEntry> files) {
    long listed = files.stream().mapToLong(FileEntry::rows).sum();
    long rows = labels.path("others").path("rows").asLong();
    for (JsonNode count : labels.path("classes")) {
      rows += count.asLong();
    }
    if (labels.has("classes") && rows != listed) {
      add(
          "counts",
          "%s lists %d rows in files, %d with labels".formatted(folder(channel), listed, rows));
    }
  }

  private void compare(String channel, String what, JsonNode entry, long listed) {
    if (entry.path(what).asLong(-1) != listed) {
      add(
          "counts",
          "%s lists %d %s in files, %s in all"
              .formatted(folder(channel), listed, what, entry.path(what)));
    }
  }

  /** Checks that every item of the source is either a row or left out for a reason. */
  private void compareItems() {
    long rows =
        CHANNELS.stream().mapToLong(c -> section.path(c).path("rows").asLong()).sum();
    long leftOut = section.path("leftOut").properties().stream()
        .filter(reason -> !reason.getKey().endsWith(OF_LABELS))
        .mapToLong(reason -> reason.getValue().asLong())
        .sum();
    items().filter(items -> items != rows + leftOut).ifPresent(items -> {
      add(
          "counts",
          "training does not add up: %d items, %d rows and %d left out"
              .formatted(items, rows, leftOut));
    });
  }

  private void compareLabels() {
    JsonNode labels = section.path("labels");
    if (labels.isMissingNode()) {
      return;
    }
    long read = labels.path("read").asLong();
    long used = labels.path("used").asLong();
    long leftOut = section.path("leftOut").properties().stream()
        .filter(reason -> reason.getKey().endsWith(OF_LABELS))
        .mapToLong(reason -> reason.getValue().asLong())
        .sum();
    if (read != used + leftOut
        || written(Role.LABELS).filter(all -> all != read).isPresent()) {
      add(
          "counts",
          "training's labels do not add up: %s in the table, %d read, %d used and %d left out"
              .formatted(written(Role.LABELS).orElse(0L), read, used, leftOut));
    }
  }

  /** Returns the number of items to train on: all items of the table, or those of one entity type. */
  private Optional<Long> items() {
    JsonNode entity = section.path("entity");
    return entity.isMissingNode()
        ? written(Role.SOURCE)
        : table(Role.SOURCE)
            .map(table -> table.entities().get(entity.asText()))
            .map(Manifest.EntityEntry::written);
  }

  private Optional<Long> written(Role role) {
    // of a table in Iceberg the manifest does not tell how many rows are neither marked nor expired
    return table(role).filter(entry -> entry.iceberg() == null).map(Manifest.TableEntry::written);
  }

  private Optional<Manifest.TableEntry> table(Role role) {
    return manifest.tableOf(role).map(manifest.tables()::get);
  }

  private void compareSageMaker(String channel, List<FileEntry> files) {
    String name = channel + ".manifest";
    if (manifest.files().stream().noneMatch(file -> file.path().equals(name))) {
      add("missing", name + " is not in the manifest");
      return;
    }
    String path = RunPaths.snapshot(manifest.runId()) + "/" + name;
    // a missing file is reported like every other file
    store.read(path).ifPresent(content -> {
      try {
        compareSageMaker(channel, Json.read(content, JsonNode.class, store.location(path)), files);
      } catch (ResourceUnavailableException damaged) {
        add("unreadable", name + " is no JSON");
      }
    });
  }

  private void compareSageMaker(String channel, JsonNode document, List<FileEntry> files) {
    String prefix = document.path(0).path("prefix").asText();
    String wanted =
        root.location(RunPaths.snapshot(manifest.runId()) + "/" + folder(channel) + "/");
    if (!normalized(prefix).equals(normalized(wanted))) {
      add("changed", "%s.manifest leads to %s, not %s".formatted(channel, prefix, wanted));
    }
    Set<String> entries = new TreeSet<>();
    document.forEach(entry -> entries.add(entry.asText()));
    // the first entry is the prefix, which is not text
    entries.remove("");
    for (FileEntry file : files) {
      String entry = file.path().substring(folder(channel).length() + 1);
      if (!entries.remove(entry)) {
        add("missing", "%s.manifest does not name %s".formatted(channel, entry));
      }
    }
    entries.forEach(entry -> add("extra", "%s.manifest names %s".formatted(channel, entry)));
  }

  /** Makes locations comparable, however their scheme is written. */
  private static String normalized(String location) {
    return location.replaceFirst("^s3a:", "s3:").replaceFirst("^file:/+", "file:/");
  }

  private List<FileEntry> files(String channel) {
    return manifest.files().stream().filter(file -> file.isIn(folder(channel))).toList();
  }

  private static String folder(String channel) {
    return "training/" + channel;
  }

  private void add(String kind, String what) {
    differences.add(kind + ": " + what);
  }
}
