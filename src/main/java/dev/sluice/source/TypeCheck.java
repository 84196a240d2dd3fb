package dev.sluice.source;

/** What becomes of rows to write whose columns have other DynamoDB types than the target's attributes. */
enum TypeCheck {
  /** They are written. */
  OFF,
  /** They are written, and it is told. */
  WARN,
  /** Nothing is written. */
  FAIL
}
