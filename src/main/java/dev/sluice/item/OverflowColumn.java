package dev.sluice.item;

/**
 * The column for values that fit no other column: one JSON object as text, JSON Pointer → DynamoDB JSON; null if all
 * values fit. An attribute of the same name is kept in it too.
 */
public final class OverflowColumn {
  /** The column's name. */
  public static final String NAME = "_overflow";

  private OverflowColumn() {}
}
