package dev.sluice.bench.contestant;

import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.pages.PagePool;
import dev.sluice.bench.pages.PoolPage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** The table as DynamoDB's point-in-time export has it: {@code data/*.json.gz}, lines of {@code {"Item":{…}}}. */
final class ExportFiles {
  private static final int PAGES_A_FILE = 8;
  private static final byte[] HEAD = "{\"Item\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "}\n".getBytes(StandardCharsets.UTF_8);

  private final PagePool pool;
  private final Path data;

  private ExportFiles(PagePool pool, Path data) {
    this.pool = pool;
    this.data = data;
  }

  /** Writes as many pages as hold so many items; a file whose pages were written before is a link to that one. */
  static Path write(BenchTable table, long items, Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("AWSDynamoDB/bench/data"));
    PagePool pool = PagePool.of(table);
    ExportFiles files = new ExportFiles(pool, data);
    long pages = pool.pagesFor(items);
    for (long page = 0; page < pages; page += PAGES_A_FILE) {
      files.file(page, Math.min(pages, page + PAGES_A_FILE));
    }
    return data;
  }

  private void file(long from, long to) throws IOException {
    int poolPages = pool.table().poolPages();
    boolean repeats = from >= poolPages && to - from == PAGES_A_FILE;
    if (repeats) {
      Files.createLink(path(from), path(from % poolPages));
      return;
    }
    try (OutputStream out = new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(path(from))), 1 << 16);
        WritableByteChannel channel = Channels.newChannel(out)) {
      for (long number = from; number < to; number++) {
        PoolPage page = pool.page(number);
        for (int item = 0; item < page.count(); item++) {
          out.write(HEAD);
          channel.write(page.json(item, item + 1));
          out.write(TAIL);
        }
      }
    }
  }

  private Path path(long firstPage) {
    return data.resolve("%08d.json.gz".formatted(firstPage));
  }
}
