package dev.sluice.dataset.store;

import java.util.Optional;

/** Small files under a root, by their path relative to it. On {@code file:} roots writes are atomic renames. */
public interface Documents {
  Optional<byte[]> read(String path);

  /** Writes, replacing what is there. */
  void write(String path, byte[] content, String contentType);

  /** Writes if nothing is there; false where something is. */
  boolean create(String path, byte[] content, String contentType);

  /** The full URI of a path, as a user would open it. */
  String location(String path);
}
