package dev.sluice.dataset.lake;

import java.io.Serializable;
import java.util.Locale;

/**
 * Decides what becomes of the rows of items that DynamoDB has deleted.
 *
 * @param ttl of those deleted because their TTL had passed
 * @param user of those deleted by a request
 * @param unknown of those of which the change does not tell: exports tell TTL from other deletions by the TTL attribute alone
 */
public record DeletedItems(Action ttl, Action user, Action unknown) implements Serializable {
  /** The fate of a row. */
  public enum Action {
    REMOVE,
    /** It stays, with the time of the deletion. */
    MARK,
    /** It stays as if the item lived. */
    KEEP;

    /** Returns the word as configuration and rows have it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Rows go with their items. */
  public static final DeletedItems REMOVED =
      new DeletedItems(Action.REMOVE, Action.REMOVE, Action.REMOVE);
}
