package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.DayFolders;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a chunk into the folders of their days, as they come: the files of all days are open at once. If
 * they are too many for that, the rows of further folders are sorted by day and written last, one day after the other.
 * Must be used in a task.
 */
final class DayRouter implements AutoCloseable {
  private final Shape shape;
  private final ChunkFiles files;
  private final Forms forms;
  private final int dayAt;
  private final String key;

  /** Day → its own folder, with a trailing slash. */
  private final Map<UTF8String, String> folders = new HashMap<>();

  private final String undated;

  /** Folders of entity types and days whose rows are written as they come. */
  private final Set<String> routed = new HashSet<>();

  /** Their days. */
  private final Set<UTF8String> own = new HashSet<>();

  private boolean full;
  private @Nullable DaySort later;
  private final Map<UTF8String, Long> rowsLater = new HashMap<>();

  DayRouter(Shape shape, ChunkFiles files, Forms forms) {
    this.shape = shape;
    this.files = files;
    this.forms = forms;
    this.dayAt = shape.dayAt();
    this.key = String.valueOf(shape.dayKey());
    this.undated = folder(null, Set.of());
  }

  private String folder(@Nullable UTF8String day, Set<UTF8String> own) {
    return DayFolders.folder(key, day, own) + "/";
  }

  private String ownFolder(UTF8String day) {
    String known = folders.get(day);
    if (known == null) {
      known = folder(day, Set.of(day));
      folders.put(day.copy(), known);
    }
    return known;
  }

  /** Writes a row, or keeps a copy of it for {@link #finish}. */
  void write(InternalRow row) throws IOException {
    Forms.Form form = forms.of(row);
    UTF8String day = row.isNullAt(dayAt) ? null : row.getUTF8String(dayAt);
    String within = day == null ? undated : ownFolder(day);
    if (isRouted(form, within, day)) {
      files.write(row, form, within);
    } else {
      keep(row, day);
    }
  }

  /** Returns whether the file of a folder is open, or may be until the end of the chunk. */
  private boolean isRouted(Forms.Form form, String within, @Nullable UTF8String day) {
    String folder = form.folder().isEmpty() ? within : form.folder() + within;
    if (routed.contains(folder)) {
      return true;
    }
    full = full || !files.hasRoom(form) || own.size() == DayFolders.MAX_OWN;
    if (full) {
      return false;
    }
    if (day != null) {
      own.add(day.copy());
    }
    return routed.add(folder);
  }

  private void keep(InternalRow row, @Nullable UTF8String day) throws IOException {
    if (later == null) {
      later = new DaySort(shape.rows());
    }
    later.add(row);
    if (day != null && !own.contains(day)) {
      rowsLater.merge(day.copy(), 1L, Long::sum);
    }
  }

  /** Writes the rows that were kept. */
  void finish() throws IOException {
    if (later != null) {
      files.close(folder -> true);
      own.addAll(DayFolders.own(rowsLater, DayFolders.MAX_OWN - own.size()));
      writeSorted(later.sorted());
    }
  }

  private void writeSorted(Iterator<InternalRow> sorted) throws IOException {
    UTF8String day = null;
    String within = undated;
    while (sorted.hasNext()) {
      InternalRow row = sorted.next();
      if (!DayFolders.isOf(day, row, dayAt)) {
        // days come one after the other, except for days that share a folder
        String past = within;
        if (day == null || own.contains(day)) {
          files.close(folder -> folder.endsWith(past));
        }
        day = DayFolders.day(row, dayAt);
        within = folder(day, own);
      }
      files.write(row, forms.of(row), within);
    }
  }

  @Override
  public void close() {
    if (later != null) {
      later.close();
    }
  }
}
