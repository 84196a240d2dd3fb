package dev.sluice.change;

import dev.sluice.wire.DescribingNames;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The columns that a row of a change has besides the attributes of its item. All but {@link #OLD} are texts (S). */
public enum ChangeColumn {
  /** The {@link ChangeKind}. */
  CHANGE("_change"),
  /** The time: ISO-8601 text, which becomes a timestamp. */
  CHANGED_AT("_changed_at"),
  /** Text by which the changes of one item sort in their order. */
  SEQUENCE("_sequence"),
  /** {@link ChangedBy}. */
  CHANGED_BY("_changed_by"),
  /** The item before the change (M). Missing where there was none, or it is not known. */
  OLD("_old");

  /** All of them, on the pages of changes. */
  public static final DescribingNames NAMES = new DescribingNames(
      Arrays.stream(values()).map(ChangeColumn::column).collect(Collectors.toSet()));

  private final String column;

  ChangeColumn(String column) {
    this.column = column;
  }

  /** Returns the column's name. */
  public String column() {
    return column;
  }
}
