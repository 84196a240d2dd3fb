package dev.sluice.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The files of an export's folder. Thread-safe. */
interface ExportFolder {
  /** Returns the location, for messages. */
  ExportLocation location();

  /**
   * Reads a whole file.
   *
   * @param path relative to the folder; it may begin with {@link ExportLocation#AROUND}
   * @return null if it does not exist
   * @throws dev.sluice.failure.ResourceUnavailableException if it cannot be read
   */
  byte @Nullable [] read(String path);

  /**
   * Returns the files below a folder of this folder, or beside it, with their sizes in bytes: also those of folders in it,
   * as {@code sub/name}.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it cannot be listed
   */
  SortedMap<String, Long> list(String within);

  /**
   * Returns the names of the folders directly below a folder of this folder; {@code .} is itself. None if it does not
   * exist.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if it cannot be listed
   */
  List<String> folders(String within);

  /** Returns whether the location is that of a file, as far as can be told without a request. */
  boolean isFile();

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be opened
   * @throws dev.sluice.failure.ResourceUnavailableException if S3 denies it
   */
  InputStream open(String path) throws IOException;
}
