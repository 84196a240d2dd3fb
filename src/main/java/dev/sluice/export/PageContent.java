package dev.sluice.export;

/** What pages have of the records of a file. Records of a full export are items. */
enum PageContent {
  /** An item for each record. That of a change describes it. */
  ROWS,
  /** The images of changes, from which a sample finds the columns of their items. */
  IMAGES
}
