package dev.sluice.dataset.store;

import java.util.Optional;

/**
 * Small files under a root, by their paths relative to it. On {@code file:} roots writes are atomic renames.
 *
 * <p>Every method throws {@link dev.sluice.failure.ResourceUnavailableException} for a path outside the root, a
 * document larger than {@link #MAX_BYTES}, and a root that does not respond.
 */
public interface Documents {
  /**
   * The largest document that is read, in bytes: a manifest of a million files, and never more than half of the heap.
   */
  long MAX_BYTES = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 2);

  /** Reads a document; empty if there is none. */
  Optional<byte[]> read(String path);

  /** Writes a document. Replaces an existing one. */
  void write(String path, byte[] content, String contentType);

  /**
   * Writes a document if there is none. If the response is lost, compares the stored content, so two writers of the
   * same bytes both get true. A writer that must be the only one puts a random id into the content.
   *
   * @return whether this content is stored now
   */
  boolean create(String path, byte[] content, String contentType);

  /** Returns the full URI of a path, as a user opens it. */
  String location(String path);
}
