package dev.sluice.change;

import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Arrays;

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

  private final String column;

  ChangeColumn(String column) {
    this.column = column;
  }

  /** Returns the column's name. */
  public String column() {
    return column;
  }

  /**
   * Checks that an attribute of items does not have the name of one of these columns: two values of one name would be a
   * damaged item.
   *
   * @throws ResourceUnavailableException if it has
   */
  public static void checkAttribute(String name) {
    if (Arrays.stream(values()).anyMatch(one -> one.column.equals(name))) {
      throw new ResourceUnavailableException(
          "items have the attribute " + Printable.brief(name)
              + ", which is the name of a column that describes changes",
          "Read the table or a full export, whose rows have no such columns, or rename the attribute.");
    }
  }
}
