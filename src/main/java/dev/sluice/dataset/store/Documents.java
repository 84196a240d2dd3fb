package dev.sluice.dataset.store;

import java.util.Optional;

/**
 * Small files under a root, by their path relative to it. On {@code file:} roots writes are atomic renames.
 *
 * <p>A path that would leave the root is refused as {@link dev.sluice.failure.ResourceUnavailableException}; so is a document that is larger than
 * {@link #MAX_BYTES}, and a root out of reach, by whatever call meets that.
 */
public interface Documents {
  /** The largest document that is read: a manifest of a million files, and never more than half of the heap. */
  long MAX_BYTES = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 2);

  Optional<byte[]> read(String path);

  /** Writes, replacing what is there. */
  void write(String path, byte[] content, String contentType);

  /**
   * Writes if nothing is there; whether this content is what is stored now. An answer that got lost is made up for by
   * looking, so two that create the same bytes are both told true. Who must be the only one to be told so puts
   * something of its own, such as a random id, into the content.
   */
  boolean create(String path, byte[] content, String contentType);

  /** The full URI of a path, as a user would open it. */
  String location(String path);
}
