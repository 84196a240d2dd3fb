package dev.sluice.dataset.days;

import dev.sluice.dataset.run.Once;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import java.util.List;
import java.util.Optional;

/** The documents and folders of rows by day, by the name of the figures that have computed them. */
record DayDocuments(Store store) {
  private static final String FIGURES = "figures";

  /** Returns the names of all figures that have a folder. */
  List<String> names() {
    return store.folders(FIGURES);
  }

  /** Returns the days of some figures; empty if they have none. */
  Optional<StoredDays> find(String figures) {
    String path = document(figures);
    return store.read(path).map(json -> Json.read(json, StoredDays.class, store.location(path)));
  }

  /** Stores the days of some figures, unless there are some already. Returns the stored ones. */
  StoredDays store(String figures, StoredDays days) {
    return Once.store(store, document(figures), days, StoredDays.class);
  }

  /** Deletes the days of some figures, the document first, so that nobody begins to use the files. Returns their number. */
  int delete(String figures) {
    int files = store.list(home(figures) + "/days").size();
    store.delete(document(figures));
    store.deleteAll(home(figures));
    return files;
  }

  /** Returns the folder of all that some figures have stored. */
  static String home(String figures) {
    return FIGURES + "/" + figures;
  }

  /** Returns the folder of the files with rows. */
  static String folder(String figures) {
    return home(figures) + "/days/";
  }

  private static String document(String figures) {
    return home(figures) + "/days.json";
  }
}
