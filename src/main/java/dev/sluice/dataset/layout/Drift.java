package dev.sluice.dataset.layout;

import java.util.Arrays;
import java.util.List;

/**
 * Changes of a table's columns since the previous snapshot. Columns are named by JSON Pointers, including nested
 * fields: {@code /metrics/f1}.
 *
 * @param since the run id of the previous snapshot
 * @param added pointers that have a column only now
 * @param gone pointers that had a column before
 * @param retyped pointers whose column has a different type now; for a struct only the changed fields are named
 * @param mixed pointers whose column has kept its type, while the sample has other DynamoDB types than the previous
 *     one: values of those types are in {@code _overflow}
 */
public record Drift(
    String since,
    List<String> added,
    List<String> gone,
    List<Retyped> retyped,
    List<Retyped> mixed) {
  public Drift {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    retyped = List.copyOf(retyped);
    // absent in documents of earlier versions
    mixed = mixed == null ? List.of() : List.copyOf(mixed);
  }

  /** A column, and its type or DynamoDB types before and now. */
  public record Retyped(String column, String was, String is) {}

  /** Returns the mixed columns whose types differ in more than explicit NULLs. */
  public List<Retyped> misfits() {
    return mixed.stream()
        .filter(m -> !withoutNull(m.was()).equals(withoutNull(m.is())))
        .toList();
  }

  private static List<String> withoutNull(String types) {
    return Arrays.stream(types.split(", ", -1))
        .filter(type -> !type.equals("NULL"))
        .toList();
  }

  /** Returns whether nothing has changed. */
  public boolean none() {
    return added.isEmpty() && gone.isEmpty() && retyped.isEmpty() && mixed.isEmpty();
  }
}
