package dev.sluice.training;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A feature: one column of the view, or one for each element of a list.
 *
 * @param names the names that lead to the value: an attribute's, then those within its maps, or within the JSON that
 *     its text contains
 * @param range the elements of the list; null: the value itself
 * @param name the name of the column; with a range of several elements, the index of each is appended
 * @param categories whether values are coded by a mapping that the snapshot keeps
 * @param missing the number that replaces a missing value, or NaN; null: that of the training set
 * @param lenient whether a value that is not a number counts as missing; otherwise it is refused
 */
record Feature(
    List<String> names,
    @Nullable ElementRange range,
    String name,
    boolean categories,
    @Nullable Double missing,
    boolean lenient)
    implements Serializable {
  Feature {
    names = List.copyOf(names);
  }

  /** Returns the feature of one value. */
  static Feature of(List<String> names, String name) {
    return new Feature(names, null, name, false, null, false);
  }

  /** Returns the names as users write them. */
  String path() {
    return String.join(".", names);
  }

  /** Returns the path without dots, which some readers of Parquet treat as separators. */
  static String defaultName(String path) {
    return path.replace('.', '_');
  }

  /** Returns the names of the columns in order. */
  List<String> columns() {
    ElementRange elements = range;
    return elements == null || elements.width() == 0
        ? List.of(name)
        : IntStream.rangeClosed(elements.first(), elements.last())
            .mapToObj(i -> name + i)
            .toList();
  }
}
