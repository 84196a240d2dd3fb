package dev.sluice.dataset.lake;

import java.util.Locale;

/** The effect of a change on the table's row of its item. */
enum RowAction {
  /** Inserts or replaces it. */
  PUT,
  /** Removes it: the item was deleted. */
  REMOVE,
  /** Marks it: the item was deleted. */
  MARK,
  /** Leaves it alone although the item was deleted. */
  KEEP,
  /** Removes it: the filter excludes what the item is now. */
  EXCLUDE;

  static RowAction of(DeletedItems.Action deleted) {
    return switch (deleted) {
      case REMOVE -> REMOVE;
      case MARK -> MARK;
      case KEEP -> KEEP;
    };
  }

  /** Returns the action of a {@link #word}. */
  static RowAction of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Returns the word that rows have. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
