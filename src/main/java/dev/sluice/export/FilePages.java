package dev.sluice.export;

import dev.sluice.item.RequestStats;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageId;
import dev.sluice.wire.WireException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The pages of one data file. A page remains valid until the next one is read. Not thread-safe. */
final class FilePages implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final RequestStats ONE_PAGE = new RequestStats(1, 0, 0, Duration.ZERO);

  private final PointInTimeExport export;
  private final DataFile file;
  private final int number;
  /** The file's bytes as they lie. */
  private final InputStream raw;

  private final ItemBatches batches;
  private long items;
  private long pages;

  /**
   * Begins before the first item.
   *
   * @param number the file's number in its task or sample
   * @param raw the file's bytes, which this closes
   */
  private FilePages(
      PointInTimeExport export, DataFile file, int number, InputStream raw, ItemBatches batches) {
    this.export = export;
    this.file = file;
    this.number = number;
    this.raw = raw;
    this.batches = batches;
  }

  /** Supplies the bytes of a file. */
  interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * Opens a file.
   *
   * @param content what the pages have of its records
   * @throws dev.sluice.failure.ResourceUnavailableException if it cannot be read, or is not as the manifest says
   */
  static FilePages open(
      PointInTimeExport export, DataFile file, int number, PageContent content, Opening opening) {
    try {
      InputStream raw = opening.open();
      try {
        return new FilePages(
            export, file, number, raw, FileRecords.of(export, content, plain(raw, file)));
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(export, file, e);
    }
  }

  private static InputStream plain(InputStream raw, DataFile file) throws IOException {
    // an empty partition's file may have no bytes at all
    return file.bytes() == 0
        ? InputStream.nullInputStream()
        : new GZIPInputStream(raw, BUFFER_BYTES);
  }

  /** Returns whether as many items as the manifest states have been read. */
  boolean isRead() {
    return items >= file.items();
  }

  /**
   * Returns the next page of a file that is not {@linkplain #isRead read}.
   *
   * @param most the largest number of its records
   * @throws dev.sluice.failure.ResourceUnavailableException if the file has fewer items than the manifest states
   */
  Page next(int most) {
    if (read(most) == 0) {
      throw otherNumber();
    }
    int count = batches.count();
    PageId id = PageId.ofFile(export.folder().of(file.path()), number, pages++);
    return new Page(id, batches.items(), count, count, 0, ONE_PAGE, Map.of());
  }

  /**
   * Skips items.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if the file has fewer
   */
  void skip(long count) {
    for (long left = count; left > 0; ) {
      int skipped = read((int) Math.min(Integer.MAX_VALUE, left));
      if (skipped == 0) {
        throw damaged("has fewer than " + count + " items");
      }
      left -= skipped;
    }
  }

  /**
   * Checks, after the last page, that the file has as many items as the manifest states, and that its bytes have not
   * changed since they were checked.
   */
  void mustBeComplete() {
    if (read(1) > 0 || items != file.items()) {
      throw otherNumber();
    }
    try {
      raw.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw failure(export, file, e);
    }
  }

  private int read(int limit) {
    try {
      int count = batches.next(limit);
      items += count;
      return count;
    } catch (IOException e) {
      throw failure(export, file, e);
    } catch (WireException e) {
      throw damaged("has " + e.getMessage());
    }
  }

  private RuntimeException otherNumber() {
    return damaged("has " + items + " items, but manifest-files.json states " + file.items());
  }

  private RuntimeException damaged(String problem) {
    return ExportFailures.damaged(export.folder().of(file.path()), problem);
  }

  private static RuntimeException failure(PointInTimeExport export, DataFile file, IOException e) {
    String name = export.folder().of(file.path());
    if (e instanceof EOFException) {
      return ExportFailures.damaged(name, "is cut off", e);
    }
    if (e instanceof ZipException) {
      return ExportFailures.damaged(name, "is no sound gzip file: " + e.getMessage(), e);
    }
    return e instanceof FormatException
        ? ExportFailures.damaged(name, String.valueOf(e.getMessage()), e)
        : ExportFailures.unreadable(name, e);
  }

  @Override
  public void close() {
    try {
      raw.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
