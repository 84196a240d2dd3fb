package dev.sluice.bench.contestant;

import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.pages.PagePool;
import dev.sluice.bench.pages.PoolPage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The table as DynamoDB's full export has it: data files of lines, and the manifests that list them. */
final class ExportFiles {
  private static final int PAGES_A_FILE = 8;
  private static final int BUFFER_BYTES = 1 << 16;

  private final PagePool pool;
  private final ExportLines lines;
  private final Path folder;
  private final List<DataFile> written = new ArrayList<>();

  private ExportFiles(PagePool pool, ExportLines lines, Path folder) {
    this.pool = pool;
    this.lines = lines;
    this.folder = folder;
  }

  /**
   * A data file.
   *
   * @param name within the folder of the export
   * @param md5 of its bytes, in base64
   */
  record DataFile(String name, long items, String md5) {}

  /**
   * An export that lies in a folder of its own.
   *
   * @param files in the order of their names
   */
  record Written(Path folder, List<DataFile> files) {
    Written {
      files = List.copyOf(files);
    }

    Path path(DataFile file) {
      return folder.resolve(file.name());
    }
  }

  /** Writes as many pages as hold so many items; a file whose pages were written before is a link to that one. */
  static Written write(BenchTable table, long items, ExportLines lines, Path parent)
      throws IOException {
    Path folder = parent.resolve("AWSDynamoDB").resolve(ExportManifests.ID);
    Files.createDirectories(folder.resolve("data"));
    PagePool pool = PagePool.of(table);
    ExportFiles files = new ExportFiles(pool, lines, folder);
    long pages = pool.pagesFor(items);
    for (long page = 0; page < pages; page += PAGES_A_FILE) {
      files.file(page, Math.min(pages, page + PAGES_A_FILE));
    }
    Written written = new Written(folder, files.written);
    ExportManifests.write(written, table, lines);
    return written;
  }

  private void file(long from, long to) throws IOException {
    int poolPages = pool.table().poolPages();
    String name = "data/%08d%s".formatted(from, lines.ending());
    if (from >= poolPages && to - from == PAGES_A_FILE) {
      DataFile same = written.get((int) (from % poolPages / PAGES_A_FILE));
      Files.createLink(folder.resolve(name), folder.resolve(same.name()));
      written.add(new DataFile(name, same.items(), same.md5()));
    } else {
      long items = lines(folder.resolve(name), from, to);
      written.add(new DataFile(name, items, md5(Files.readAllBytes(folder.resolve(name)))));
    }
  }

  /** Writes some pages. Returns the number of their items. */
  private long lines(Path file, long from, long to) throws IOException {
    long items = 0;
    try (OutputStream out =
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), BUFFER_BYTES)) {
      for (long number = from; number < to; number++) {
        PoolPage page = pool.page(number);
        for (int item = 0; item < page.count(); item++) {
          lines.write(bytes(page.json(item, item + 1)), out);
        }
        items += page.count();
      }
    }
    return items;
  }

  private static byte[] bytes(ByteBuffer json) {
    byte[] bytes = new byte[json.remaining()];
    json.get(bytes);
    return bytes;
  }

  /** In base64. */
  static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no MD5", e);
    }
  }
}
