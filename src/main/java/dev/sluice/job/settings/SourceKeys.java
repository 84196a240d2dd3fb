package dev.sluice.job.settings;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.stream.Stream;

/** Paths in section {@code sluice.sources}: {@code sluice.sources.orders.source.table}. */
final class SourceKeys {
  /** The full path of the section. */
  static final String SECTION = "sluice.sources";

  /** Words before those of a key: sluice, sources, and the name. */
  private static final int WORDS = 3;

  private SourceKeys() {}

  /** Returns the full path of a source's section. */
  static String path(String name) {
    return SECTION + "." + ConfigUtil.joinPath(name);
  }

  /**
   * Returns the key of reference.conf that a key of a source stands for: {@code sluice.source.table}. A source's whole
   * section stands for that of all; every other path is unchanged.
   */
  static String documented(String path) {
    List<String> words = ConfigUtil.splitPath(path);
    if (!path.startsWith(SECTION + ".") || words.size() < WORDS) {
      return path;
    }
    return words.size() == WORDS
        ? SECTION
        : ConfigUtil.joinPath(
            Stream.concat(Stream.of("sluice"), words.stream().skip(WORDS)).toList());
  }
}
