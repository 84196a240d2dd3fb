package dev.sluice.training;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one line of configuration makes of an item: a column, or one for each element of a list.
 *
 * @param names that lead to the value: an attribute's, then those within its maps, or within the JSON that it holds as text
 * @param span elements of the list that is there; null: the value itself
 * @param name of the column; with a span of several, before each one's index
 * @param categories whether values are coded by a mapping that the snapshot keeps
 * @param missing what stands for a value that is not there; NaN or a number; null: what the training set says
 * @param lenient whether a value that is no number counts as missing, instead of being refused
 */
record Feature(
    List<String> names,
    @Nullable ElementRange span,
    String name,
    boolean categories,
    @Nullable Double missing,
    boolean lenient)
    implements Serializable {
  Feature {
    names = List.copyOf(names);
  }

  /** A feature that has nothing special about it. */
  static Feature of(List<String> names, String name) {
    return new Feature(names, null, name, false, null, false);
  }

  /** As users write the names. */
  String path() {
    return String.join(".", names);
  }

  /** The path without dots, which some readers of Parquet take for steps. */
  static String defaultName(String path) {
    return path.replace('.', '_');
  }

  /** The columns, in order. */
  List<String> columns() {
    ElementRange elements = span;
    return elements == null || elements.width() == 0
        ? List.of(name)
        : IntStream.rangeClosed(elements.first(), elements.last())
            .mapToObj(i -> name + i)
            .toList();
  }
}
