package dev.sluice.stream;

/** The images that a stream's records have of an item: DynamoDB's StreamViewType. */
public enum StreamView {
  KEYS_ONLY,
  NEW_IMAGE,
  OLD_IMAGE,
  NEW_AND_OLD_IMAGES;

  /** Returns whether records have the item after the change. */
  public boolean hasNew() {
    return this == NEW_IMAGE || this == NEW_AND_OLD_IMAGES;
  }

  /** Returns whether records have the item before the change. */
  public boolean hasOld() {
    return this == OLD_IMAGE || this == NEW_AND_OLD_IMAGES;
  }
}
