package dev.sluice.export;

/** The content that pages have of the records of a file. Records of a full export are items in any case. */
enum PageContent {
  /** An item for each record. That of a change describes it. */
  ROWS,
  /** The images of changes, from which a sample finds the columns of their items. */
  IMAGES
}
