package dev.sluice.write;

/** The change that a row makes to the item with its key. */
public enum WriteOperation {
  /** The row becomes the whole item. */
  PUT("put"),
  /** The row's attributes are set; the item's others stay. An item that does not exist is created. */
  UPDATE("updated"),
  /** The item is removed. Of the row only the key is used. */
  DELETE("deleted");

  private final String done;

  WriteOperation(String done) {
    this.done = done;
  }

  /** Returns the participle, for messages: {@code 12 items deleted}. */
  public String done() {
    return done;
  }
}
