package dev.sluice.export;

import dev.sluice.scan.PageSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The progress in the files of a task. The text form is {@link PageSource#START} before the first page, {@link
 * PageSource#END} after the last file, else {@code file:items}.
 *
 * @param file the number of the file that is being read
 * @param items the number of its items that were read
 */
record ExportPosition(int file, long items) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

  /**
   * Parses a position.
   *
   * @param files the number of files
   * @throws IllegalArgumentException if it is not a position in so many files
   */
  static ExportPosition parse(String text, int files) {
    if (text.equals(PageSource.START)) {
      return new ExportPosition(0, 0);
    }
    if (text.equals(PageSource.END)) {
      return new ExportPosition(files, 0);
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) >= files) {
      throw new IllegalArgumentException("no position in " + files + " files: " + text);
    }
    return new ExportPosition(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  /** Returns the position after more items of this file or a later one. */
  ExportPosition after(int number, long more) {
    return new ExportPosition(number, itemsOf(number) + more);
  }

  /** Returns the number of items of a file that were read. */
  long itemsOf(int number) {
    return number == file ? items : 0;
  }

  String text(int files) {
    if (file >= files) {
      return PageSource.END;
    }
    return file == 0 && items == 0 ? PageSource.START : file + ":" + items;
  }
}
