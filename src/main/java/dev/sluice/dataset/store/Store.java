package dev.sluice.dataset.store;

import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;

/** Documents that can also be replaced conditionally, listed and removed. */
public interface Store extends Documents {
  /** Returns the exception for a file that is too large to be a document. */
  static ResourceUnavailableException tooLarge(String location, long bytes) {
    return new ResourceUnavailableException(
        location + " has " + bytes + " bytes, more than the " + Documents.MAX_BYTES
            + " that a document may have",
        "Restore it or remove it. If it is complete, give the driver more memory"
            + " (spark.driver.memory, or -Xmx in SLUICE_JAVA_OPTS).");
  }

  /** The content of a document, and its version. */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared; a copy of a large document would be wasteful
  record Versioned(byte[] content, String version) {}

  Optional<Versioned> fetch(String path);

  /**
   * Replaces the document if it still has this version. A version identifies the content, so a document that was
   * replaced and put back counts as unchanged. As with {@link #create}, two writers of the same bytes both get true.
   *
   * @return whether this content is stored now; false if the document has another version or is gone
   */
  boolean replace(String path, byte[] content, String contentType, String version);

  /**
   * Lists all files in a folder and below, one by one, with the path relative to the root and the bytes. Cannot list
   * the root itself, nor the store's own folders directly in it.
   */
  void list(String folder, ObjLongConsumer<String> file);

  /** Returns the paths of all files in a folder and below, relative to the root. */
  default SortedSet<String> list(String folder) {
    SortedSet<String> paths = new TreeSet<>();
    list(folder, (path, bytes) -> paths.add(path));
    return paths;
  }

  /** Returns the names of the folders directly in a folder. */
  List<String> folders(String folder);

  /** Returns the time of the last write in a folder or below, by the store's clock; empty if there is no file. */
  Optional<Instant> lastChanged(String folder);

  /** Returns the time by the clock of {@link #lastChanged}; whole seconds in a bucket. */
  Instant now();

  /** Makes a file written by something else survive a loss of power. Files in a bucket always do. */
  default void sync(String path) {}

  /** Removes a file, if it exists. */
  void delete(String path);

  /** Removes a folder with all its files, if it exists. */
  void deleteAll(String folder);

  @Override
  default Optional<byte[]> read(String path) {
    return fetch(path).map(Versioned::content);
  }
}
