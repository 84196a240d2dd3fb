package dev.sluice.dataset.parquet;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * Writes the values of one field into the columns below it. A value has a repetition level, that of the innermost list
 * in which it is not the first element, and a definition level, the number of optional or repeated fields on its path
 * that are there. Levels are as in Dremel (Melnik et al., 2010).
 */
abstract class FieldWriter {
  /** The definition level of a value that is there. */
  final int definition;

  private final String path;

  /**
   * @param path the dotted path, for messages
   * @param definition the definition level of a value that is there
   */
  FieldWriter(String path, int definition) {
    this.path = path;
    this.definition = definition;
  }

  /** Writes the value at an ordinal of a row or an array, which is not null. */
  abstract void write(SpecializedGetters values, int ordinal, int repetition);

  /** Writes into each column below that there is no value. */
  abstract void writeMissing(int repetition, int level);

  /**
   * Writes the value at an ordinal of a row or an array, or null.
   *
   * @param parent the definition level of the row or the array
   * @throws IllegalStateException if the value is null and the schema says that it never is. A file would then hold as
   *     many levels, but one value less, and be unreadable
   */
  final void writeNullable(SpecializedGetters values, int ordinal, int repetition, int parent) {
    if (!values.isNullAt(ordinal)) {
      write(values, ordinal, repetition);
    } else if (parent < definition) {
      writeMissing(repetition, parent);
    } else {
      throw new IllegalStateException("column " + path + " is required and has no value");
    }
  }
}
