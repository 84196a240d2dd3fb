package dev.sluice.source;

/** The treatment of what a page has in place of an item, and cannot be decoded. */
enum Unreadable {
  /** It is left out, and counted as rejected. */
  REJECTED,
  /** The query fails, because the user wants FAILFAST. */
  REFUSED,
  /** The query fails, because it is a change, of which none may be missing. */
  CHANGE
}
