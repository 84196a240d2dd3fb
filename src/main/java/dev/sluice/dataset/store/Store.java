package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;

/** Documents that can also be replaced only if nobody else has done so meanwhile. */
public interface Store extends Documents {
  /** What is said of a document that is too large to be one. */
  static ResourceUnavailableException tooLarge(String location, long bytes) {
    return new ResourceUnavailableException(
        location + " has " + bytes + " bytes, more than the " + Documents.MAX_BYTES
            + " that a document may have here",
        "Restore it or take it away; if it is whole, give the driver more memory"
            + " (spark.driver.memory, or -Xmx in SLUICE_JAVA_OPTS).");
  }

  /** A document and the version it was read at. */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared; a copy of a large document would only cost
  record Versioned(byte[] content, String version) {}

  Optional<Versioned> fetch(String path);

  /**
   * Replaces the document if it still has this version; false where it has another, or is gone. A version stands for
   * the content: one that was replaced and put back counts as unchanged. As with {@link #create}, true says that this
   * content is what is stored, so two that put the same bytes in the same place are both told so.
   */
  boolean replace(String path, byte[] content, String contentType, String version);

  /**
   * Tells all files in a folder and below, one by one: path relative to the root, bytes. The root itself is not listed,
   * nor so the store's own folders, which lie directly in it.
   */
  void list(String folder, ObjLongConsumer<String> file);

  /** The paths of all files in a folder and below, relative to the root. */
  default SortedSet<String> list(String folder) {
    SortedSet<String> paths = new TreeSet<>();
    list(folder, (path, bytes) -> paths.add(path));
    return paths;
  }

  /** Names of the folders directly in a folder. */
  List<String> folders(String folder);

  /** When a file in a folder or below was last written, by the store's clock; empty: there is none. */
  Optional<Instant> lastChanged(String folder);

  /** The time by the clock that {@link #lastChanged} goes by; whole seconds in a bucket. */
  Instant now();

  /** Makes sure that a file which something else has written outlasts a loss of power; in a bucket it does. */
  default void sync(String path) {}

  /** Removes a file; none there is as well. */
  void delete(String path);

  /** Removes a folder with all that is in it; none there is as well. */
  void deleteAll(String folder);

  @Override
  default Optional<byte[]> read(String path) {
    return fetch(path).map(Versioned::content);
  }
}
