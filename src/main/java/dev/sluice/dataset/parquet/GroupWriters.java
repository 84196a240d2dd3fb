package dev.sluice.dataset.parquet;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;

/** Writers of values that consist of others. */
final class GroupWriters {
  private GroupWriters() {}

  /** A row, or a struct within one. */
  static final class Struct extends FieldWriter {
    private final FieldWriter[] fields;

    Struct(String path, int definition, FieldWriter[] fields) {
      super(path, definition);
      this.fields = fields;
    }

    /** Writes a row. */
    void write(InternalRow row) {
      writeFields(row, 0);
    }

    @Override
    void write(SpecializedGetters values, int ordinal, int repetition) {
      writeFields(values.getStruct(ordinal, fields.length), repetition);
    }

    private void writeFields(InternalRow row, int repetition) {
      for (int i = 0; i < fields.length; i++) {
        fields[i].writeNullable(row, i, repetition, definition);
      }
    }

    @Override
    void writeMissing(int repetition, int level) {
      for (FieldWriter field : fields) {
        field.writeMissing(repetition, level);
      }
    }
  }

  /** An array, in the three levels of Parquet's LIST: list, repeated group, element. */
  static final class Array extends FieldWriter {
    private final Elements elements;

    Array(String path, int definition, Elements elements) {
      super(path, definition);
      this.elements = elements;
    }

    @Override
    void write(SpecializedGetters values, int ordinal, int repetition) {
      elements.write(values.getArray(ordinal), repetition, definition);
    }

    @Override
    void writeMissing(int repetition, int level) {
      elements.writeMissing(repetition, level);
    }
  }

  /** A map, in the three levels of Parquet's MAP: map, repeated group, key and value. */
  static final class Entries extends FieldWriter {
    private final Elements keys;
    private final Elements entries;

    Entries(String path, int definition, Elements keys, Elements entries) {
      super(path, definition);
      this.keys = keys;
      this.entries = entries;
    }

    @Override
    void write(SpecializedGetters values, int ordinal, int repetition) {
      MapData map = values.getMap(ordinal);
      keys.write(map.keyArray(), repetition, definition);
      entries.write(map.valueArray(), repetition, definition);
    }

    @Override
    void writeMissing(int repetition, int level) {
      keys.writeMissing(repetition, level);
      entries.writeMissing(repetition, level);
    }
  }

  /**
   * The elements of arrays.
   *
   * @param element the writer of one element
   * @param repetition the repetition level of all elements but the first
   */
  record Elements(FieldWriter element, int repetition) {
    /**
     * Writes the elements.
     *
     * @param first the repetition level of the first one
     * @param level the definition level of the list or map, which is that of an empty one too
     */
    void write(ArrayData array, int first, int level) {
      int size = array.numElements();
      if (size == 0) {
        writeMissing(first, level);
      }
      for (int i = 0; i < size; i++) {
        // the repeated group is one level of its own
        element.writeNullable(array, i, i == 0 ? first : repetition, level + 1);
      }
    }

    void writeMissing(int first, int level) {
      element.writeMissing(first, level);
    }
  }
}
